import { describe, expect, test } from '@jest/globals';
import { createWaitOf, positionOf, usualWait, waitOf } from '../../../src/core/cases/waiting.ts';
import { makeRow } from '../../contract/store/casesFixture.ts';
import { createMemoryCaseIndex } from '../../support/caseIndex.ts';
import { testDay } from '../../support/clock.ts';
import { createPubSub } from '../../support/pubsub.ts';
import { caseWith, deadlineAt, hour } from './desk.ts';

const minute = 60_000;

describe('the place of a case', () => {
  const mine = caseWith({ code: 'MINE' });
  const earlier = caseWith({ code: 'EARLIER', openedAt: mine.openedAt - 1 });

  test('is behind those that came before, 1 for the next', () => {
    expect(positionOf(mine, [mine])).toBe(1);
    expect(positionOf(mine, [mine, earlier, caseWith({ code: 'LATER', openedAt: mine.openedAt + 1 })])).toBe(2);
  });

  test('is behind those that are more urgent, also when they came later', () => {
    expect(positionOf(mine, [caseWith({ code: 'URGENT', priority: 'urgent', openedAt: testDay })])).toBe(2);
    expect(positionOf(mine, [{ ...earlier, priority: 'low' }])).toBe(1);
  });

  test('counts nobody who does not wait there', () => {
    const others = [
      { ...earlier, department: 'hisenda' },
      { ...earlier, status: 'snoozed' as const },
      { ...earlier, status: 'closed' as const },
      { ...earlier, staffAt: testDay },
    ];
    for (const other of others) expect(positionOf(mine, [other])).toBe(1);
  });

  test('is none when the case does not wait; one that wrote again does', () => {
    expect(positionOf({ ...mine, staffAt: testDay }, [])).toBeNull();
    expect(positionOf({ ...mine, staffAt: testDay, citizenAt: testDay + 1 }, [])).toBe(1);
    expect(positionOf({ ...mine, status: 'closed' }, [])).toBeNull();
  });
});

describe('the usual wait', () => {
  const answered = (minutes: number, openedAt = testDay - hour) =>
    caseWith({ openedAt, first: { ...deadlineAt(1), metAt: openedAt + minutes * minute } });

  test('is the median of the last 30 days', () => {
    const waits = [900, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((minutes) => answered(minutes));
    expect(usualWait(waits, testDay)).toBe(5.5 * minute);
    expect(usualWait([...waits, answered(1_000)], testDay)).toBe(6 * minute);
  });

  test('is not said while fewer than ten are known', () => {
    const nine = Array.from({ length: 9 }, () => answered(5));
    expect(usualWait(nine, testDay)).toBeNull();
    const old = answered(5, testDay - 31 * 24 * hour);
    expect(usualWait([...nine, old, caseWith({}), caseWith({ first: null })], testDay)).toBeNull();
  });
});

test('both are looked up in the index, of one department only', async () => {
  const index = createMemoryCaseIndex();
  const row = (code: string, changes: Parameters<typeof caseWith>[0]) =>
    makeRow(code, { changedAt: testDay, case: caseWith({ code, ...changes }) });
  const mine = row('MINE', {});
  await index.put([
    mine,
    row('EARLIER', { openedAt: testDay - 2 * hour }),
    row('ELSEWHERE', { openedAt: testDay - 2 * hour, department: 'hisenda' }),
    ...Array.from({ length: 300 }, (_, at) =>
      row(`DONE-${at}`, {
        status: 'closed',
        closed: { at: testDay, by: 'ona', reason: 'resolved' },
        first: { ...deadlineAt(1), metAt: testDay - hour + 4 * minute },
      }),
    ),
  ]);
  expect(await waitOf(index, mine, testDay)).toEqual({ position: 2, usually: 4 * minute });
});

test('anybody who asks often is told what is new, and does not read everything each time', async () => {
  const index = createMemoryCaseIndex();
  const pubsub = createPubSub();
  let reads = 0;
  const find: typeof index.find = (query) => {
    reads += 1;
    return index.find(query);
  };
  const ask = createWaitOf({ index: { find }, pubsub, clock: () => testDay });
  const mine = makeRow('MINE', { changedAt: testDay, case: caseWith({ code: 'MINE' }) });
  await index.put([mine]);
  expect(await ask(mine)).toEqual({ position: 1, usually: null });
  const before = reads;
  expect(await ask(mine)).toEqual({ position: 1, usually: null });
  expect(await ask({ ...mine, case: { ...mine.case, staffAt: testDay } })).toEqual({ position: null, usually: null });
  expect(reads).toBe(before);
  await index.put([makeRow('EARLIER', { case: caseWith({ code: 'EARLIER', openedAt: testDay - 5 * hour }) })]);
  pubsub.publish('cases');
  expect(await ask(mine)).toEqual({ position: 2, usually: null });
});
