import { describe, expect, test } from '@jest/globals';
import { createRelease } from '../../../src/core/cases/releaseCases.ts';
import { createAssigner } from '../../../src/core/cases/sharing/assignCases.ts';
import { createRefresh, watchCases } from '../../../src/core/cases/watchCases.ts';
import { type Capacity, usualCapacity } from '../../../src/core/model/desk/capacity.ts';
import { accountWith } from '../../support/account.ts';
import { agentWith } from '../../support/agent.ts';
import { pause } from '../../support/pause.ts';
import { createTimers } from '../../support/timers.ts';
import { envelopeOf, openStaffBench, type StaffBench } from './bench.ts';
import { hour } from './desk.ts';

const people = [agentWith('ona', {}), agentWith('pau', {}), agentWith('away', { availability: 'away' })];
const open = () => openStaffBench(accountWith({}), people, (deps) => deps);
const caseOf = (bench: StaffBench, code: string) => bench.index.rows().find((row) => row.case.code === code)?.case;
const assignerOf = ({ index, directory, engine }: StaffBench, capacities: readonly Capacity[] = []) =>
  createAssigner({ index, directory, capacities: async () => capacities, handleOwnCommand: engine.handleOwnCommand });
const releaseOf = ({ index, engine }: StaffBench) =>
  createRelease({ index, handleOwnCommand: engine.handleOwnCommand });

describe('cases that nobody has', () => {
  test('are given to anybody who is there, the least loaded first, and they are told', async () => {
    const bench = open();
    const opened = [await bench.openCase('c1'), await bench.openCase('c2'), await bench.openCase('c3')];
    await assignerOf(bench)('default');
    const assignees = opened.map(({ code }) => caseOf(bench, code)?.assignee);
    expect(assignees.filter((id) => id === 'away' || id === null)).toEqual([]);
    expect(new Set(assignees).size).toBe(2);
    expect(bench.newest()).toMatchObject({
      events: [{ type: 'case.assigned', by: null }],
      outbox: [{ sideEffects: [{ type: 'notify', notification: { reason: 'assigned' } }, { type: 'index-cases' }] }],
    });
  });

  test('wait when nobody is there, and are given when somebody comes', async () => {
    const bench = open();
    const { code } = await bench.openCase('c1');
    for (const { id } of people) await bench.directory.change('default', id, { availability: 'away' });
    const assign = assignerOf(bench);
    await assign('default');
    expect(caseOf(bench, code)?.assignee).toBeNull();
    await bench.directory.change('default', 'away', { availability: 'available' });
    await assign('default');
    expect(caseOf(bench, code)?.assignee).toBe('away');
  });

  test.each([
    ['the usual number', usualCapacity, []],
    ['fewer', 2, [{ agent: 'ona', waiting: 2 }]],
    ['none', 0, [{ agent: 'ona', waiting: 0 }]],
    ['more', usualCapacity + 2, [{ agent: 'ona', waiting: usualCapacity + 2 }]],
  ])('are given up to what a person can answer: %s', async (_, most, capacities) => {
    const bench = open();
    for (const { id } of people)
      if (id !== 'ona') await bench.directory.change('default', id, { availability: 'away' });
    for (let n = 0; n < most + 2; n++) await bench.openCase(`c${n}`);
    const assign = assignerOf(bench, capacities);
    await assign('default');
    await assign('default');
    expect(bench.index.rows().filter((row) => row.case.assignee === 'ona')).toHaveLength(most);
  });

  test('are not heaped on one person: so many people may wait for each, and an emergency goes before', async () => {
    const bench = open();
    for (const { id } of people)
      if (id !== 'ona') await bench.directory.change('default', id, { availability: 'away' });
    const opened = [];
    for (let n = 0; n < usualCapacity + 3; n++) opened.push(await bench.openCase(`c${n}`));
    const assign = assignerOf(bench);
    const given = () => bench.index.rows().filter((row) => row.case.assignee === 'ona').length;
    await assign('default');
    await assign('default');
    expect(given()).toBe(usualCapacity);
    // Who was answered waits no more.
    const [mine] = bench.index.rows().filter((row) => row.case.assignee === 'ona');
    const answered = opened.find(({ code }) => code === mine?.case.code);
    if (answered === undefined) throw new Error('nothing was given');
    bench.clock.advance(1_000);
    await bench.engine.handleCommand(
      envelopeOf(answered, 'ona', { kind: 'reply', text: 'Fet', files: [] }, { id: 'answer' }),
    );
    await assign('default');
    expect(given()).toBe(usualCapacity + 1);
    const left = opened.find(({ code }) => caseOf(bench, code)?.assignee === null);
    if (left === undefined) throw new Error('nothing is left');
    await bench.engine.handleCommand(
      envelopeOf(left, 'ona', { kind: 'set-priority', priority: 'urgent' }, { id: 'urgent' }),
    );
    await assign('default');
    expect(caseOf(bench, left.code)?.assignee).toBe('ona');
  });

  test('are not given again to who gave them back, but to others, also by another process', async () => {
    const bench = open();
    const opened = await bench.openCase('c1');
    const had: (string | null | undefined)[] = [];
    for (let round = 0; round < 3; round++) {
      await assignerOf(bench)('default');
      const id = caseOf(bench, opened.code)?.assignee;
      had.push(id);
      if (id)
        await bench.engine.handleCommand(envelopeOf(opened, id, { kind: 'assign', to: null }, { id: `back ${round}` }));
    }
    expect([...had].sort()).toEqual(['ona', 'pau', null].sort());
    expect(had[2]).toBeNull();
  });
});

describe('somebody who goes away', () => {
  test('leaves those who wait for them to others, and keeps those whom they have answered', async () => {
    const bench = open();
    const waiting = await bench.openCase('c1');
    const answered = await bench.openCase('c2');
    await bench.engine.handleCommand(
      envelopeOf(waiting, 'ona', { kind: 'assign', to: { agent: 'ona' } }, { id: 'd1' }),
    );
    bench.clock.advance(1_000);
    await bench.engine.handleCommand(
      envelopeOf(answered, 'ona', { kind: 'reply', text: 'Fet', files: [] }, { id: 'd2' }),
    );
    expect(await releaseOf(bench)('default', 'ona')).toBe(2);
    expect(caseOf(bench, waiting.code)).toMatchObject({ assignee: null, status: 'open' });
    expect(caseOf(bench, answered.code)).toMatchObject({ assignee: 'ona', status: 'open' });
    // The bot serves whom they served, and says so.
    expect(bench.index.rows().map(({ handledBy }) => handledBy)).toEqual([null, null]);
    const content = await bench.deps.sealer.open(bench.newest());
    expect(content?.outbound).toMatchObject([{ text: expect.stringMatching(/^staffHandsBack/) }]);
    expect(await releaseOf(bench)('default', 'ona')).toBe(0);
  });

  test('in the middle of serving somebody who waits lets the bot serve, and the case is nobody’s', async () => {
    const bench = open();
    const opened = await bench.openCase('c1');
    await bench.engine.handleCommand(envelopeOf(opened, 'ona', { kind: 'take' }, { id: 'd1' }));
    expect(await releaseOf(bench)('default', 'ona')).toBe(1);
    expect(bench.index.rows()).toMatchObject([{ handledBy: null, case: { assignee: null } }]);
  });
});

/** The case clock of a bench, with time in the test's hands. */
function startClock(bench: StaffBench, changes: Partial<Parameters<typeof watchCases>[0]>) {
  const timers = createTimers(bench.clock);
  const end = new AbortController();
  const running = watchCases({
    ...{ tenant: 'default', index: bench.index, tick: bench.engine.tick, assign: assignerOf(bench) },
    refresh: createRefresh({ journal: bench.store.journal, show: bench.rows.show }),
    ...{ pubsub: bench.pubsub, clock: bench.clock.now, timer: timers.timer, end: end.signal, log: bench.log },
    ...changes,
  });
  return {
    /** Lets all that is under way come to rest, the clock moving on by so much. */
    async pass(milliseconds: number) {
      await settle();
      bench.clock.advance(milliseconds);
      timers.ring();
      await settle();
    },
    next: () => Number(timers.next()) - bench.clock.now(),
    async stop() {
      end.abort();
      await running;
    },
  };
}

async function settle() {
  for (let turn = 0; turn < 60; turn++) await pause();
}

describe('the case clock', () => {
  test('gives cases away when they come, and tells of deadlines when their moment has come', async () => {
    const bench = open();
    const clock = startClock(bench, {});
    await clock.pass(0);
    const { code } = await bench.openCase('c1');
    // Many that come at once are one look, a second later at most.
    await clock.pass(1_000);
    await clock.pass(1_000);
    expect(caseOf(bench, code)?.assignee).not.toBeNull();
    for (let passed = 0; passed < 60 * 3; passed++) await clock.pass(60_000);
    const events = bench.store.commits().flatMap((commit) => commit.events.map(({ type }) => type));
    expect(events.filter((type) => type === 'case.escalated')).toHaveLength(2);
    expect(events.filter((type) => type === 'case.breached')).toHaveLength(1);
    await clock.stop();
  });

  test('looks when the next moment has come, and at least every half minute', async () => {
    const bench = open();
    await bench.openCase('c1');
    const clock = startClock(bench, { assign: async () => {} });
    await clock.pass(1_000);
    expect(clock.next()).toBe(29_000);
    const due = Number(bench.index.rows()[0]?.nextAt);
    bench.clock.advance(due - bench.clock.now() - 10_000);
    await clock.pass(0);
    await clock.pass(1_000);
    expect(clock.next()).toBe(9_000);
    await clock.stop();
  });

  test('goes on when one case fails, when the index is away, and when nobody can be given anything', async () => {
    const bench = open();
    const { conversation } = await bench.openCase('c1');
    const other = await bench.openCase('c2');
    bench.clock.advance(30 * hour);
    let isAway = true;
    const clock = startClock(bench, {
      index: {
        due: (...args) => (isAway ? Promise.reject(new Error('the store is away')) : bench.index.due(...args)),
      },
      tick: (tenant, of) => (of === conversation ? Promise.reject(new Error('failed')) : bench.engine.tick(tenant, of)),
      assign: () => Promise.reject(new Error('no directory')),
    });
    await clock.pass(1_000);
    isAway = false;
    await clock.pass(30_000);
    expect(caseOf(bench, other.code)?.first?.breached).toBe(true);
    await clock.pass(1_000);
    await clock.pass(30_000);
    await clock.stop();
  });

  test('puts right what the index says wrongly, instead of turning on the spot', async () => {
    const bench = open();
    const { code } = await bench.openCase('c1');
    bench.clock.advance(30 * hour);
    // A process ends between the commit and the index.
    const put = bench.index.put;
    Object.assign(bench.index, { put: async () => {} });
    await bench.engine.tick('default', bench.newest().conversation);
    Object.assign(bench.index, { put });
    expect(caseOf(bench, code)?.first?.breached).toBe(false);
    const clock = startClock(bench, { assign: async () => {} });
    await clock.pass(1_000);
    expect(bench.index.rows()[0]).toMatchObject({ nextAt: null, case: { first: { breached: true } } });
    await clock.stop();
  });
});
