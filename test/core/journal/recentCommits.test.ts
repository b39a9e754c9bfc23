import { describe, expect, test } from '@jest/globals';
import { createRecentCommits } from '../../../src/core/journal/recentCommits.ts';
import { createTranscript } from '../../../src/core/journal/transcript.ts';
import { accountWith } from '../../support/account.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { createBench } from '../../support/engine.ts';

function open() {
  const clock = createClock(testDay);
  const recentCommits = createRecentCommits(clock.now);
  const bench = createBench(accountWith({}), (deps) => ({ ...deps, recentCommits, clock: clock.now }));
  let reads = 0;
  const journal = {
    read: (...given: Parameters<typeof bench.deps.journal.read>) => {
      reads += 1;
      return bench.deps.journal.read(...given);
    },
  };
  const stored = createTranscript(bench.deps.journal, bench.deps.sealer, { after: () => null });
  const read = createTranscript(journal, bench.deps.sealer, recentCommits);
  return { ...bench, clock, read, stored, reads: () => reads };
}

describe('a turn that was committed just now', () => {
  test('is read without the journal, and reads the same', async () => {
    const { say, read, stored, reads } = open();
    const { conversation } = await say('c1', 'blah', 'm1');
    await say('c1', { kind: 'start' }, 'm2');
    const turns = await read(conversation, 1, 50);
    expect(reads()).toBe(0);
    expect(turns).toEqual(await stored(conversation, 1, 50));
  });

  test('is read from the journal where an earlier one is missing, and once some time has passed', async () => {
    const { say, read, reads, clock } = open();
    const { conversation } = await say('c1', 'blah', 'm1');
    await say('c1', 'more blah', 'm2');
    expect((await read(conversation, 0, 50)).map(({ revision }) => revision)).toEqual([1, 2]);
    expect(reads()).toBe(1);
    clock.advance(1_000);
    expect((await read(conversation, 1, 50)).map(({ revision }) => revision)).toEqual([2]);
    expect(reads()).toBe(2);
  });

  test('is gone with the turn that erases it', async () => {
    const { say, read, conversation } = await (async () => {
      const bench = open();
      const receipt = await bench.say('c1', 'blah', 'm1');
      return { ...bench, conversation: receipt.conversation };
    })();
    await say('c1', '/erase', 'm2');
    await say('c1', { kind: 'choice', value: 'erase:yes', text: 'Yes' }, 'm3');
    expect((await read(conversation, 0, 50)).map(({ content }) => content === null)).toEqual([true, true, false]);
    expect((await read(conversation, 1, 50))[0]?.content).toBeNull();
  });
});
