import { describe, expect, test } from '@jest/globals';
import { createRelease } from '../../../src/core/cases/releaseCases.ts';
import { createDeputyOf, standInFor } from '../../../src/core/cases/sharing/standIn.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import type { Absence } from '../../../src/core/model/desk/absence.ts';
import { accountWith } from '../../support/account.ts';
import { agentWith } from '../../support/agent.ts';
import { testDay } from '../../support/clock.ts';
import { envelopeOf, openStaffBench } from './bench.ts';
import { boss, caseWith, doing, handledBy, happenings, hour, ona, pau, refusal, said, stateWith } from './desk.ts';

const away = (agent: string, deputy: string, until = testDay + hour): Absence => ({
  ...{ agent, deputy, since: testDay, until },
});

describe('who stands in', () => {
  test('is the deputy, from when it was said until it ends by itself', () => {
    const absences = [away('ona', 'pau')];
    const at = (now: number) => standInFor(absences, 'ona', now);
    expect([testDay - 1, testDay, testDay + hour - 1, testDay + hour].map(at)).toEqual([null, 'pau', 'pau', null]);
    expect(standInFor(absences, 'pau', testDay)).toBeNull();
  });

  test("is the deputy's deputy while that one is away, and nobody where they stand in for each other", () => {
    expect(standInFor([away('ona', 'pau'), away('pau', 'boss')], 'ona', testDay)).toBe('boss');
    expect(standInFor([away('ona', 'pau'), away('pau', 'ona')], 'ona', testDay)).toBeNull();
    expect(standInFor([away('ona', 'pau'), away('pau', 'boss'), away('boss', 'pau')], 'ona', testDay)).toBeNull();
  });

  test('handles cases: who does not any more gets nothing', async () => {
    const known = [ona, agentWith('pau', { active: false })];
    const directory = { find: async (_: string, id: string) => known.find((each) => each.id === id) ?? null };
    const deputyOf = (deputy: string) =>
      createDeputyOf({ absences: async () => [away('boss', deputy)], directory, clock: () => testDay });
    expect((await deputyOf('ona')('default', 'boss'))?.id).toBe('ona');
    expect(await deputyOf('pau')('default', 'boss')).toBeNull();
  });
});

describe('a transfer to somebody who is away', () => {
  const toOna = { kind: 'assign', to: { agent: 'ona' } } as const;
  const fresh = stateWith([caseWith({})], {});

  test('goes to their deputy, who is told, and the case says in whose place', () => {
    const result = doing(fresh, boss, toOna, { colleague: ona, deputy: pau });
    expect(result.state.cases[0]?.assignee).toBe('pau');
    expect(result.events).toMatchObject([{ type: 'case.assigned', agent: 'pau', insteadOf: 'ona', by: 'boss' }]);
    expect(result.sideEffects).toContainEqual(
      expect.objectContaining({ notification: expect.objectContaining({ agents: ['pau'], insteadOf: 'ona' }) }),
    );
  });

  test('is left with them where they are meant all the same: the bot goes on, and the case says so', () => {
    const meant = { kind: 'assign', to: { agent: 'ona', ifAway: 'keep' } } as const;
    const result = doing(handledBy('boss'), boss, meant, { colleague: ona, deputy: pau });
    expect(result.state).toMatchObject({ takeover: null, cases: [{ assignee: 'ona' }] });
    expect(result.events).toContainEqual(
      expect.objectContaining({ type: 'case.assigned', agent: 'ona', isAway: true, by: 'boss' }),
    );
    // Who is there is given it as ever.
    const [event] = doing(fresh, boss, meant, { colleague: ona, deputy: null }).events;
    expect(event).not.toHaveProperty('isAway');
  });

  test('is refused to the deputy who has the case, rather than done in silence', () => {
    const mine = stateWith([caseWith({ assignee: 'pau' })], {});
    expect(refusal(mine, pau, toOna, { colleague: ona, deputy: pau })).toBe('case.step');
  });

  test('by the service takes their own case from them, lets the bot serve meanwhile, and takes nobody else’s', () => {
    const result = doing(handledBy('ona'), null, toOna, { colleague: ona, deputy: pau });
    expect(result.state).toMatchObject({ takeover: null, cases: [{ assignee: 'pau' }] });
    expect(said(result)).toEqual([expect.stringMatching(/^staffPasses/)]);
    expect(happenings(doing(handledBy('boss'), null, toOna, { colleague: ona, deputy: pau }))).toEqual([]);
  });
});

/** Ona has a case in which somebody waits, and one that she has answered and serves; she is not away yet. */
async function openAbsence(people: readonly Agent[]) {
  const absences: Absence[] = [];
  const bench = openStaffBench(accountWith({}), people, (deps) => ({
    ...deps,
    staff: { ...deps.staff, deputyOf: (tenant, agent) => deputyOf(tenant, agent) },
  }));
  const { engine, index, directory, clock } = bench;
  const deputyOf = createDeputyOf({ absences: async () => absences, directory, clock: clock.now });
  const release = createRelease({ index, handleOwnCommand: engine.handleOwnCommand, deputyOf });
  const waiting = await bench.openCase('c1');
  const answered = await bench.openCase('c2');
  const assignees = () =>
    [waiting, answered].map(({ code }) => index.rows().find((row) => row.case.code === code)?.case.assignee);
  await engine.handleCommand(envelopeOf(waiting, 'ona', { kind: 'assign', to: { agent: 'ona' } }, { id: 'd1' }));
  clock.advance(1_000);
  await engine.handleCommand(envelopeOf(answered, 'ona', { kind: 'reply', text: 'Fet', files: [] }, { id: 'd2' }));
  clock.advance(1_000);
  const since = clock.now();
  absences.push({ agent: 'ona', deputy: 'pau', since, until: since + hour });
  const leave = () => release('default', 'ona');
  const pass = () => release('default', 'ona', since);
  return { bench, waiting, answered, assignees, leave, pass };
}

test('who goes away leaves those who wait to the deputy, and what they answer later goes there, too', async () => {
  const { bench, waiting, assignees, leave, pass } = await openAbsence([ona, pau]);
  const { engine, clock } = bench;
  expect(await leave()).toBe(2);
  expect(assignees()).toEqual(['pau', 'ona']);
  expect(await pass()).toBe(0);
  clock.advance(1_000);
  await bench.say('c2', 'passeu-me amb algú', 'again');
  expect(await pass()).toBe(1);
  expect(assignees()).toEqual(['pau', 'pau']);
  // It has ended by itself: what is given to her is hers again.
  clock.advance(hour);
  await engine.handleCommand(envelopeOf(waiting, 'pau', { kind: 'assign', to: { agent: 'ona' } }, { id: 'd3' }));
  expect(assignees()).toEqual(['ona', 'pau']);
});

test('what was left with them knowingly stays until the citizen writes again', async () => {
  const { bench, waiting, assignees, leave, pass } = await openAbsence([ona, pau, boss]);
  const { engine, clock } = bench;
  await leave();
  clock.advance(1_000);
  const to = { agent: 'ona', ifAway: 'keep' } as const;
  await engine.handleCommand(envelopeOf(waiting, 'boss', { kind: 'assign', to }, { id: 'd3' }));
  expect(await pass()).toBe(0);
  expect(assignees()[0]).toBe('ona');
  clock.advance(1_000);
  await bench.say('c1', 'passeu-me amb algú', 'again');
  expect(await pass()).toBe(1);
  expect(assignees()[0]).toBe('pau');
});

test('who answers or takes a case although they are away keeps it, and nothing is handed back to the bot', async () => {
  const { bench, waiting, answered, assignees, leave, pass } = await openAbsence([ona, pau]);
  const { engine, index, clock } = bench;
  const handlers = () => index.rows().map(({ handledBy }) => handledBy);
  await leave();
  clock.advance(1_000);
  await engine.handleCommand(envelopeOf(answered, 'ona', { kind: 'reply', text: 'Ja', files: [] }, { id: 'late' }));
  await engine.handleCommand(envelopeOf(waiting, 'ona', { kind: 'take' }, { id: 'taken' }));
  expect(await pass()).toBe(0);
  clock.advance(1_000);
  await bench.say('c2', 'gràcies, i ara?', 'again');
  expect(await pass()).toBe(0);
  expect([assignees(), handlers()]).toEqual([
    ['ona', 'ona'],
    ['ona', 'ona'],
  ]);
});

test.each([
  ['is away as well', agentWith('pau', { availability: 'away' })],
  ['does not see cases of the department', agentWith('pau', { departments: ['hisenda'] })],
])('a deputy who %s gets nothing: it is left to all colleagues', async (_, deputy) => {
  const { bench, assignees, leave, pass } = await openAbsence([ona, deputy]);
  expect(await leave()).toBe(2);
  expect(assignees()).toEqual([null, 'ona']);
  bench.clock.advance(1_000);
  await bench.say('c2', 'passeu-me amb algú', 'again');
  expect(await pass()).toBe(1);
  expect(assignees()).toEqual([null, null]);
});
