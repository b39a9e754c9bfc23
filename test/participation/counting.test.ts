import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createClock } from '../support/clock.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { createMemoryKeys, createMemorySealer } from '../support/memorySealer.ts';
import { countingHolds, countingRuns } from './counting.ts';
import { parkSurvey, surveysOver } from './surveys.ts';

test('one answer a person counts, whatever happens, and figures are those of a recomputation', async () => {
  await fc.assert(
    fc.asyncProperty(countingRuns, (run) => countingHolds({ journal: createMemoryJournal().journal }, run)),
    { numRuns: 60 },
  );
});

function bed(changes: Readonly<Record<string, unknown>> = {}) {
  const { journal } = createMemoryJournal();
  const keys = createMemoryKeys();
  const sealer = createMemorySealer(keys);
  const clock = createClock(Date.parse('2026-12-02T10:17Z'));
  let live = [parkSurvey({ until: '2026-12-10T20:00', ...changes })];
  const over = surveysOver({ journal, sealer, keys, clock: clock.now, live: () => live });
  const give = (conversation: string, answers: Readonly<Record<string, string>>, revision: number | null = null) =>
    over.tally.count({ survey: 'park', questions: ['often', 'missing', 'closed'], answers, conversation, revision });
  return { ...over, journal, clock, give, remove: () => (live = []) };
}

test('where it is not asked for, each answer counts, and each once', async () => {
  const { give, tally } = bed();
  for (const revision of [3, 5, 3]) await give('c', { often: 'daily' }, revision);
  expect((await tally.sums('park')).counts.often).toEqual({ daily: 2 });
});

test('tokens of one conversation have nothing in common, and of the time of an answer the hour is kept', async () => {
  const { give, tally, journal } = bed();
  await give('conversation of somebody', { often: 'daily' });
  await tally.count({
    survey: 'other',
    questions: ['often'],
    answers: { often: 'never' },
    conversation: 'conversation of somebody',
    revision: null,
  });
  const { commits } = await journal.scan(null, 100);
  const answers = commits.filter(({ events }) => events.some(({ type }) => type === 'survey.answered'));
  expect(answers.map(({ at }) => new Date(at).toISOString())).toEqual(Array(2).fill('2026-12-02T10:00:00.000Z'));
  expect(
    new Set(answers.flatMap(({ inboundKey, conversation, keyId }) => [inboundKey, conversation, keyId])).size,
  ).toBe(6);
  expect(JSON.stringify(answers)).not.toContain('conversation of somebody');
  // What was answered is sealed: the state does not tell it, nor the difference of two states.
  expect(JSON.stringify(answers.map(({ state }) => state))).not.toMatch(/often|daily/);
});

test('what a survey was stays readable when it has left the content, and late answers are published once they are enough', async () => {
  const { desk, give, clock, remove } = bed();
  await desk.look();
  for (let each = 0; each < 9; each++)
    await give(`c${each}`, { often: each < 6 ? 'daily' : 'never', missing: 'shade' });
  remove();
  clock.advance(9 * 86_400_000);
  await desk.look();
  const [first] = await desk.ended();
  expect(first?.survey.title.ca).toBe('The park ca');
  // Three alone are too few: with them goes the next one.
  expect(first?.results).toEqual({
    total: 9,
    questions: {
      often: { cells: {}, others: 9 },
      // Who misses shade goes there: it would tell how many of the nine do.
      missing: { cells: {}, others: 9 },
      closed: { cells: { '-': 9 }, others: 0 },
    },
  });
  const published = await desk.ended();
  for (let late = 1; late < 5; late++) {
    await give(`late${late}`, { often: 'daily' });
    await desk.look();
    // The difference of two results would be an answer, of somebody who was late.
    expect(await desk.ended()).toEqual(published);
  }
  await give('late5', { often: 'daily' });
  await desk.look();
  expect((await desk.ended())[0]?.results.total).toBe(14);
  await desk.look();
  expect(await desk.ended()).toHaveLength(1);
});

test('a survey is open from its beginning to its end by the town’s clocks', async () => {
  const { desk, clock } = bed({ from: '2026-12-03', until: '2026-12-04' });
  expect(desk.open()).toEqual([]);
  await desk.look();
  clock.advance(Date.parse('2026-12-02T23:00Z') - clock.now());
  expect(desk.open().map(({ id }) => id)).toEqual(['park']);
  clock.advance(2 * 86_400_000 - 1);
  expect(desk.open()).toHaveLength(1);
  clock.advance(1);
  expect(desk.open()).toEqual([]);
});
