import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type PastQuestions,
  type PastQuestionsQuery,
  readPastQuestions,
} from '../../../src/content/gate/pastQuestions.ts';
import type { Commit } from '../../../src/core/model/commit.ts';
import type { Event } from '../../../src/core/model/event.ts';
import { accountWith } from '../../support/account.ts';
import { testDay } from '../../support/clock.ts';
import { type Bench, openBench } from '../../support/engine.ts';

const day = 24 * 60 * 60_000;
const account = accountWith({ tenant: 'default' });

async function pastOf(bench: Bench, query: Partial<PastQuestionsQuery> = {}): Promise<PastQuestions> {
  const { journal, sealer } = bench.deps;
  return readPastQuestions({ journal, sealer }, { tenant: 'default', since: 0, limit: 100, ...query });
}

const shownBy = ({ questions }: PastQuestions) => questions.map(({ shown, times }) => [shown, times]);

/** Has staff give an entry in a conversation, as the newest commit. */
async function answerByStaff({ store }: Bench, entry: string): Promise<void> {
  const last = store.commits().at(-1) as Commit;
  const given: Event = { type: 'case.entry-given', case: 'C4SE-0001', by: 'anna', entry };
  const key = `staff ${last.revision}`;
  await store.journal.append({ ...last, revision: last.revision + 1, inboundKey: key, events: [given], outbox: [] });
}

describe('what people asked', () => {
  test('is read back with how often, the newest first', async () => {
    const bench = openBench(account);
    await bench.say('c1', "com m'empadrono");
    await bench.say('c2', 'mobles vells');
    await bench.say('c3', "Com m'empadrono");
    expect(await pastOf(bench)).toMatchObject({
      questions: [
        { source: 'past', shown: "com m'empadrono", times: 2, context: null, turns: [{ expect: null }] },
        { shown: 'mobles vells', times: 1, context: null },
      ],
      unreadable: 0,
      left: 0,
    });
  });

  test('is questions alone: no buttons, commands, small talk or greetings', async () => {
    const bench = openBench(account);
    await bench.say('c1', { kind: 'start' });
    await bench.say('c1', '/help');
    await bench.say('c1', { kind: 'choice', value: 'entry:padro.alta', text: 'Padró' });
    await bench.say('c1', 'mobles vells');
    expect(shownBy(await pastOf(bench))).toEqual([['mobles vells', 1]]);
  });

  test('is shown without identifiers, which are not judged either', async () => {
    const bench = openBench(account);
    await bench.say('c1', 'soc la 12345678Z i vull pagar');
    const { questions } = await pastOf(bench);
    expect(questions[0]?.shown).toBe('soc la [dni] i vull pagar');
    expect(questions[0]?.turns[0]?.text).toBe('soc la   i vull pagar');
    expect(JSON.stringify(questions)).not.toContain('12345678');
  });

  test('keeps what the conversation was about', async () => {
    const bench = openBench(account);
    await bench.say('c1', "com m'empadrono");
    await bench.say('c1', 'i quant costa?');
    await bench.say('c2', 'i quant costa?');
    const { questions } = await pastOf(bench);
    const asked = questions.filter(({ shown }) => shown === 'i quant costa?');
    expect(asked.map(({ context }) => context?.dialogue.focus.map(({ entry }) => entry) ?? null)).toEqual([
      null,
      ['padro.alta'],
    ]);
  });

  test('is not read where it was erased', async () => {
    const bench = openBench(account);
    const { conversation } = await bench.say('c1', 'mobles vells');
    await bench.say('c2', "com m'empadrono");
    await bench.keys.destroy(conversation, null);
    expect(await pastOf(bench)).toMatchObject({ questions: [{ shown: "com m'empadrono" }], unreadable: 1 });
  });

  test('is not read where it is older than asked for, or of another tenant', async () => {
    const bench = openBench(account);
    await bench.say('c1', 'mobles vells');
    bench.clock.advance(2 * day);
    await bench.say('c1', "com m'empadrono");
    const recent = await pastOf(bench, { since: testDay + day });
    expect(shownBy(recent)).toEqual([["com m'empadrono", 1]]);
    // What it was about before is known all the same.
    expect(recent.questions[0]?.context?.dialogue.focus).toMatchObject([{ entry: 'residus.mobles' }]);
    expect(await pastOf(bench, { tenant: 'another' })).toEqual({ questions: [], unreadable: 0, left: 0 });
  });

  test('is cut to those asked last, and says how many were left out', async () => {
    const bench = openBench(account);
    for (const [index, text] of ['mobles vells', "com m'empadrono", 'taxes or papers', 'mobles vells'].entries())
      await bench.say(`c${index}`, text);
    const past = await pastOf(bench, { limit: 2 });
    expect(shownBy(past)).toEqual([
      ['mobles vells', 2],
      ['taxes or papers', 1],
    ]);
    expect(past.left).toBe(1);
  });
});

describe('an entry that staff gave', () => {
  test('is what must come of the question that was left unanswered', async () => {
    const bench = openBench(account);
    await bench.say('c1', 'who knows this');
    await answerByStaff(bench, 'padro.alta');
    const { questions } = await pastOf(bench);
    expect(questions[0]?.turns).toEqual([
      { text: 'who knows this', expect: { entry: 'padro.alta', aspect: null, offered: false } },
    ]);
  });

  test('says nothing of a question that the bot answered', async () => {
    const bench = openBench(account);
    await bench.say('c1', 'mobles vells');
    await answerByStaff(bench, 'padro.alta');
    expect((await pastOf(bench)).questions[0]?.turns[0]?.expect).toBeNull();
  });
});

test('whatever people ask, each question is counted once, and no more are kept than wanted', async () => {
  const texts = ['mobles vells', "com m'empadrono", 'taxes or papers', 'who knows this', 'un paper del padró'];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ who: fc.nat(3), text: fc.constantFrom(...texts) }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 8 }),
      async (asked, limit) => {
        const bench = openBench({ ...account, pace: { burst: 1_000, perMinute: 1_000 } });
        for (const [index, { who, text }] of asked.entries()) await bench.say(`c${who}`, text, `m${index}`);
        const everything = await pastOf(bench, { limit: 1_000 });
        expect(everything.questions.reduce((sum, { times }) => sum + times, 0)).toBe(asked.length);
        const cut = await pastOf(bench, { limit });
        expect(cut.questions).toEqual(everything.questions.slice(0, limit));
        expect(cut.left).toBe(everything.questions.length - cut.questions.length);
      },
    ),
    { numRuns: 30 },
  );
});

test('reading ends when it is called off', async () => {
  const bench = openBench(account);
  await bench.say('c1', 'mobles vells');
  await expect(pastOf(bench, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});
