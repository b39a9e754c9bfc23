import { expect, test } from '@jest/globals';
import { countCases } from '../../../src/core/cases/countCases.ts';
import type { CaseDeadline, CaseState } from '../../../src/core/model/case.ts';
import { makeRow } from '../../contract/store/casesFixture.ts';
import { noon } from '../../contract/store/fixture.ts';
import { createMemoryCaseIndex } from '../../support/caseIndex.ts';

const deadline = (changes: Partial<CaseDeadline>): CaseDeadline => ({
  ...{ id: 'answer', dueAt: noon, metAt: null, breached: false },
  ...changes,
});

/** So many cases that differ in their codes only. */
const rowsOf = (name: string, count: number, caseState: Partial<CaseState>) =>
  Array.from({ length: count }, (_, number) => makeRow(`${name}${number}`, { case: caseState }));

test('open, snoozed and overdue cases are counted, by their deadlines and not by what was done about them', async () => {
  const index = createMemoryCaseIndex();
  expect(await countCases(index, 'default', noon)).toEqual({ open: 0, snoozed: 0, overdue: 0 });
  await index.put([
    // Nobody has noticed yet, as when no worker runs.
    ...rowsOf('late', 250, { first: deadline({ dueAt: noon - 1 }) }),
    ...rowsOf('known', 1, { status: 'snoozed', resolution: deadline({ dueAt: noon - 5, breached: true }) }),
    ...rowsOf('answered', 3, { first: deadline({ dueAt: noon - 9, metAt: noon - 3, breached: true }) }),
    ...rowsOf('soon', 2, { first: deadline({ dueAt: noon + 1 }) }),
    // First in lists, though nothing is due.
    ...rowsOf('urgent', 4, { priority: 'urgent' }),
    ...rowsOf('closed', 5, { status: 'closed', first: deadline({ dueAt: noon - 1 }) }),
    makeRow('other', { tenant: 'elsewhere', case: { first: deadline({ dueAt: noon - 1 }) } }),
  ]);
  expect(await countCases(index, 'default', noon)).toEqual({ open: 259, snoozed: 1, overdue: 251 });
});
