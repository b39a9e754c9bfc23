import { describe, expect, test } from '@jest/globals';
import { createRelease } from '../../../src/core/cases/releaseCases.ts';
import { createDeputyOf, standInFor } from '../../../src/core/cases/sharing/standIn.ts';
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

  test('is refused to the deputy who has the case, rather than done in silence', () => {
    const mine = stateWith([caseWith({ assignee: 'pau' })], {});
    expect(refusal(mine, pau, toOna, { colleague: ona, deputy: pau })).toBe('case.step');
  });

  test('by the service takes their own case from them, with its conversation, and nobody else’s', () => {
    const result = doing(handledBy('ona'), null, toOna, { colleague: ona, deputy: pau });
    expect(result.state).toMatchObject({ takeover: { by: 'pau' }, cases: [{ assignee: 'pau' }] });
    expect(said(result)).toEqual([expect.stringMatching(/^colleagueTakesOver/)]);
    expect(happenings(doing(handledBy('boss'), null, toOna, { colleague: ona, deputy: pau }))).toEqual([]);
  });
});

test('who goes away leaves those who wait to the deputy, and what they answer later goes there, too', async () => {
  const people = [ona, pau];
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
  absences.push(away('ona', 'pau', clock.now() + hour));
  expect(await release('default', 'ona')).toBe(2);
  expect(assignees()).toEqual(['pau', 'ona']);
  expect(await release('default', 'ona')).toBe(0);
  clock.advance(1_000);
  await bench.say('c2', 'passeu-me amb algú', 'again');
  expect(await release('default', 'ona')).toBe(1);
  expect(assignees()).toEqual(['pau', 'pau']);
  // It has ended by itself: what is given to her is hers again.
  clock.advance(hour);
  await engine.handleCommand(envelopeOf(waiting, 'pau', { kind: 'assign', to: { agent: 'ona' } }, { id: 'd3' }));
  expect(assignees()).toEqual(['ona', 'pau']);
});
