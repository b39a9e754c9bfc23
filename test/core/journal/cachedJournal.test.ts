import { describe, expect, test } from '@jest/globals';
import { createEngine } from '../../../src/core/engine/engine.ts';
import { createCachedJournal } from '../../../src/core/journal/cachedJournal.ts';
import type { InboundContent } from '../../../src/core/model/message.ts';
import { accountWith } from '../../support/account.ts';
import { createBench } from '../../support/engine.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';

/** A process over a shared journal that keeps states at hand, and counts how often it loads one. */
function openProcess() {
  let loads = 0;
  const bench = createBench(accountWith({}), (deps) => ({
    ...deps,
    journal: createCachedJournal({
      ...deps.journal,
      load: (...given) => {
        loads += 1;
        return deps.journal.load(...given);
      },
    }),
  }));
  return { ...bench, loads: () => loads };
}

/** Another process over the same journal, which keeps nothing at hand. */
function otherProcess({ deps, store }: ReturnType<typeof openProcess>) {
  const engine = createEngine({ ...deps, journal: store.journal });
  return (content: InboundContent | string, id: string) =>
    engine.receive({
      account: accountWith({}),
      platformConversation: 'c1',
      surface: 'private',
      person: null,
      address: null,
      inbound: {
        id,
        content: typeof content === 'string' ? { kind: 'text', text: content } : content,
        localeHint: null,
      },
    });
}

const revisions = ({ store }: ReturnType<typeof openProcess>) => store.commits().map(({ revision }) => revision);

describe('a conversation whose state is at hand', () => {
  test('goes on without loading, each turn from the state of the one before', async () => {
    const process = openProcess();
    await process.say('c1', 'blah', 'm1');
    await process.say('c1', 'more blah', 'm2');
    await process.say('c1', 'blah again', 'm3');
    expect(process.loads()).toBe(1);
    expect(revisions(process)).toEqual([1, 2, 3]);
    expect(process.store.commits().at(-1)?.state).toMatchObject({ unansweredInARow: 3 });
  });

  test('still recognises a message that is in already', async () => {
    const process = openProcess();
    await process.say('c1', 'hola', 'm1');
    await process.say('c1', 'blah', 'm2');
    const again = await process.say('c1', 'hola', 'm1');
    expect(again).toMatchObject({ revision: 1, duplicate: true });
    expect(revisions(process)).toEqual([1, 2]);
  });

  test('is decided again when another process went on with it meanwhile', async () => {
    const process = openProcess();
    const other = otherProcess(process);
    await process.say('c1', 'blah', 'm1');
    await other('more blah', 'm2');
    await process.say('c1', 'blah again', 'm3');
    expect(revisions(process)).toEqual([1, 2, 3]);
    expect(process.store.commits().map(({ state }) => state)).toMatchObject(
      [1, 2, 3].map((unansweredInARow) => ({ unansweredInARow })),
    );
    expect((await process.say('c1', 'more blah', 'm2')).duplicate).toBe(true);
  });

  test('seals nothing under a key that went with an erasure by another process meanwhile', async () => {
    const process = openProcess();
    const other = otherProcess(process);
    const { conversation } = await process.say('c1', 'my secret', 'm1');
    await other('/erase', 'm2');
    await other({ kind: 'choice', value: 'erase:yes', text: 'Yes' }, 'm3');
    await process.say('c1', 'blah again', 'm4');
    const commits = process.store.commits();
    expect(commits.map(({ keyId }) => keyId === commits[0]?.keyId)).toEqual([true, true, false, false]);
    expect(process.keys.living(conversation)).toEqual([commits[3]?.keyId]);
    const opened = await Promise.all(commits.map((commit) => process.deps.sealer.open(commit)));
    expect(opened.map((content) => content?.inbound?.id)).toEqual([undefined, undefined, 'm3', 'm4']);
  });

  test('is loaded again when nobody knows whether the last commit stands', async () => {
    let fails = false;
    const bench = createBench(accountWith({}), (deps) => ({
      ...deps,
      journal: createCachedJournal({
        ...deps.journal,
        append: async (commit) => {
          const outcome = await deps.journal.append(commit);
          if (fails) throw new Error('the connection broke');
          return outcome;
        },
      }),
    }));
    await bench.say('c1', 'blah', 'm1');
    fails = true;
    await expect(bench.say('c1', 'blah', 'm2')).rejects.toThrow('the connection broke');
    fails = false;
    expect(await bench.say('c1', 'blah', 'm2')).toMatchObject({ revision: 2, duplicate: true });
    expect(await bench.say('c1', 'blah', 'm3')).toMatchObject({ revision: 3, duplicate: false });
  });
});

describe('a flow under way', () => {
  const reported = 'hi ha un forat enorme a la vorera';

  test('goes on with its values without reading, also after another process went on with it', async () => {
    let reads = 0;
    const flows = await shippedFlows();
    const knowledge = { current: () => townWithFlows(flows, { [reported]: 'incident' }) };
    const bench = createBench(accountWith({}), (deps) => ({
      ...deps,
      knowledge,
      journal: createCachedJournal({
        ...deps.journal,
        read: (...given) => {
          reads += 1;
          return deps.journal.read(...given);
        },
      }),
    }));
    const slotsNow = async () => {
      const newest = bench.store.commits().at(-1);
      return newest && (await bench.deps.sealer.open(newest))?.slots;
    };
    const { conversation } = await bench.say('c1', reported);
    await bench.say('c1', 'davant del forn del carrer Inconfusible 12');
    expect(reads).toBe(0);
    expect((await slotsNow())?.place?.text).toContain('Inconfusible 12');
    const other = createEngine({ ...bench.deps, knowledge, journal: bench.store.journal });
    await other.receive({
      account: accountWith({}),
      platformConversation: 'c1',
      surface: 'private',
      person: null,
      address: null,
      inbound: { id: 'o1', content: { kind: 'text', text: 'no, al 99' }, localeHint: null },
    });
    await bench.say('c1', 'no, al 77');
    expect((await slotsNow())?.place?.text).toContain('Inconfusible 77');
    const own = bench.store.commits().filter((commit) => commit.conversation === conversation);
    expect(own.map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
    expect(reads).toBeGreaterThan(0);
  });
});
