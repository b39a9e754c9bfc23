import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Commit } from '../../src/core/model/commit.ts';
import type { Journal } from '../../src/core/ports/journal.ts';
import { createClock } from '../support/clock.ts';
import { createMemoryKeys, createMemorySealer } from '../support/memorySealer.ts';
import { parkSurvey, surveysOver } from './surveys.ts';

/** People answer, and answer again, at once or not; a process dies before or after it wrote; others begin; time passes. */
type Step =
  | { readonly type: 'answer'; readonly person: number; readonly often: 'daily' | 'never'; readonly closed: boolean }
  | { readonly type: 'again'; readonly person: number; readonly at: number }
  | { readonly type: 'die'; readonly person: number; readonly when: 'before' | 'after' }
  | { readonly type: 'restart' }
  | { readonly type: 'look' }
  | { readonly type: 'pass'; readonly hours: number };

const person = fc.nat(5);

export const countingRuns: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant('answer' as const),
        person,
        often: fc.constantFrom('daily' as const, 'never' as const),
        closed: fc.boolean(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ type: fc.constant('again' as const), person, at: fc.integer({ min: 1, max: 3 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('die' as const),
        person,
        when: fc.constantFrom('before' as const, 'after' as const),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ type: 'restart' as const }) },
    { weight: 1, arbitrary: fc.constant({ type: 'look' as const }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 30 }) }) },
  ),
  { minLength: 4, maxLength: 25 },
);

class Killed extends Error {}

/** One answer a person, whatever happens; the figures are those of a recomputation, and what is published is protected. */
export async function countingHolds(
  { journal, tenant = 'default' }: { readonly journal: Journal; readonly tenant?: string },
  run: readonly Step[],
): Promise<void> {
  const end = Date.parse('2026-12-10T19:00Z');
  const clock = createClock(Date.parse('2026-12-02T10:00Z'));
  const survey = parkSurvey({ until: '2026-12-10T20:00' });
  const keys = createMemoryKeys();
  const sealer = createMemorySealer(keys);
  const fate = { next: null as 'before' | 'after' | null };
  const dying: Journal = {
    ...journal,
    load: (...given) => journal.load(...given),
    read: (...given) => journal.read(...given),
    scan: (...given) => journal.scan(...given),
    async append(commit: Commit) {
      const now = fate.next;
      fate.next = null;
      if (now === 'before') throw new Killed();
      const result = await journal.append(commit);
      if (now === 'after') throw new Killed();
      return result;
    },
  };
  const open = () => surveysOver({ journal: dying, sealer, keys, clock: clock.now, live: () => [survey], tenant });
  let service = open();
  const first = new Map<number, Readonly<Record<string, string>>>();
  const questions = ['often', 'missing', 'closed'];
  const give = (who: number) =>
    service.tally.count({
      survey: survey.id,
      questions,
      answers: first.get(who) ?? {},
      conversation: `conversation ${who}`,
      revision: null,
    });

  for (const step of run) {
    if (clock.now() > end && step.type !== 'look') continue;
    if (step.type === 'answer') {
      // What a conversation answered first counts: its state refuses a second answer, and here the store does.
      const answers = { often: step.often, ...(step.closed ? { closed: 'yes' } : {}) };
      if (!first.has(step.person)) first.set(step.person, answers);
      await give(step.person);
    } else if (step.type === 'again') {
      if (first.has(step.person)) await Promise.all(Array.from({ length: step.at }, () => give(step.person)));
    } else if (step.type === 'die') {
      if (!first.has(step.person)) first.set(step.person, { often: 'never' });
      fate.next = step.when;
      await give(step.person).catch((error) => expect(error).toBeInstanceOf(Killed));
      fate.next = null;
      service = open();
      // The outbox runs it again in the process that comes next.
      await give(step.person);
    } else if (step.type === 'restart') service = open();
    else if (step.type === 'look') await service.desk.look();
    else clock.advance(step.hours * 3_600_000);
  }

  const sums = await service.tally.sums(survey.id);
  expect(sums.answers).toBe(first.size);
  expect(await service.tally.answers(survey.id)).toBe(first.size);
  for (const [question, counts] of Object.entries(sums.counts)) {
    const expected: Record<string, number> = {};
    for (const answers of first.values()) {
      const chosen = answers[question] ?? '-';
      expected[chosen] = (expected[chosen] ?? 0) + 1;
    }
    expect(counts).toEqual(expected);
  }

  await service.desk.look();
  clock.advance(Math.max(0, end - clock.now()) + 3_600_000);
  service = open();
  await service.desk.look();
  await open().desk.look();
  const [ended] = await service.desk.ended();
  expect(ended?.results.total).toBe(first.size === 0 ? 0 : first.size < 5 ? null : first.size);
  for (const { cells } of Object.values(ended?.results.questions ?? {}))
    for (const count of Object.values(cells)) expect(count).toBeGreaterThanOrEqual(5);

  // Later nobody, the installation neither, can say whose answer is whose: the key is gone.
  clock.advance(8 * 86_400_000);
  await service.desk.look();
  const owner = sealer.conversationId(tenant, '(surveys)', `survey tokens ${survey.id}`);
  expect(keys.living(owner)).toEqual([]);
  expect((await service.desk.ended()).length).toBe(1);
}
