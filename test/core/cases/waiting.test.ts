import { describe, expect, test } from '@jest/globals';
import { createCasesAhead, createWaitOf, usualWait, waitOf } from '../../../src/core/cases/waiting.ts';
import { makeRow } from '../../contract/store/casesFixture.ts';
import { createMemoryCaseIndex } from '../../support/caseIndex.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { createLog } from '../../support/log.ts';
import { caseWith, deadlineAt, hour } from './desk.ts';

const minute = 60_000;

describe('the cases ahead of one', () => {
  const mine = caseWith({ code: 'MINE' });
  const counted = async (caseState: typeof mine, isWhole: boolean) => {
    const index = createMemoryCaseIndex();
    await index.put([makeRow('EARLIER', { case: { ...mine, code: 'EARLIER', openedAt: mine.openedAt - 1 } })]);
    if (isWhole) await index.markWhole();
    return createCasesAhead({ index, log: createLog() })('default', 'of mine', caseState);
  };

  test('are counted where it waits; one that wrote again does', async () => {
    expect(await counted(mine, true)).toBe(1);
    expect(await counted({ ...mine, staffAt: testDay, citizenAt: testDay + 1 }, true)).toBe(1);
    expect(await counted({ ...mine, staffAt: testDay }, true)).toBeNull();
    expect(await counted({ ...mine, status: 'closed' }, true)).toBeNull();
    expect(await counted({ ...mine, assignee: 'ona' }, true)).toBeNull();
  });

  test('are unknown while the index is incomplete, and where it fails', async () => {
    expect(await counted(mine, false)).toBeNull();
    const log = createLog();
    const index = { isWhole: async () => true, waitingBefore: () => Promise.reject(new Error('gone')) };
    expect(await createCasesAhead({ index, log })('default', 'of mine', mine)).toBeNull();
    expect(log.lines).toHaveLength(1);
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

test('who asks often is told their place as it was five seconds ago at most, and past cases are not read each time', async () => {
  const index = createMemoryCaseIndex();
  const clock = createClock(testDay);
  let reads = 0;
  const find: typeof index.find = (query) => {
    reads += 1;
    return index.find(query);
  };
  const ask = createWaitOf({ index: { find, waitingBefore: index.waitingBefore }, clock: clock.now });
  const mine = makeRow('MINE', { changedAt: testDay, case: caseWith({ code: 'MINE' }) });
  await index.put([mine]);
  expect(await ask(mine)).toEqual({ position: 1, usually: null });
  const before = reads;
  expect(await ask({ ...mine, case: { ...mine.case, staffAt: testDay } })).toEqual({ position: null, usually: null });
  expect(await ask({ ...mine, case: { ...mine.case, assignee: 'ona' } })).toEqual({ position: null, usually: null });
  const first = deadlineAt(0.5);
  await index.put([makeRow('SOONER', { conversation: 'other', case: caseWith({ code: 'SOONER', first }) })]);
  // Another turn is counted at once.
  const later = { ...mine, case: { ...mine.case, first: deadlineAt(2) } };
  expect(await ask(later)).toEqual({ position: 2, usually: null });
  clock.advance(4_999);
  expect(await ask(mine)).toEqual({ position: 1, usually: null });
  clock.advance(1);
  expect(await ask(mine)).toEqual({ position: 2, usually: null });
  expect(reads).toBe(before);
});

test('a place that could not be counted is counted again', async () => {
  const index = createMemoryCaseIndex();
  let fails = true;
  const waitingBefore: typeof index.waitingBefore = async (...given) => {
    if (fails) throw new Error('gone');
    return index.waitingBefore(...given);
  };
  const ask = createWaitOf({ index: { find: index.find, waitingBefore }, clock: () => testDay });
  const mine = makeRow('MINE', { case: caseWith({ code: 'MINE' }) });
  await expect(ask(mine)).rejects.toThrow('gone');
  fails = false;
  expect(await ask(mine)).toEqual({ position: 1, usually: null });
});
