import type { CaseState } from '../model/case.ts';
import type { CaseIndex } from '../ports/caseIndex.ts';
import { queryWith } from '../ports/caseIndex.ts';
import { orderOf } from './caseCursor.ts';
import { dueOf, never } from './deadlines.ts';

/** The number of cases of a tenant in each state; `overdue` cases are also counted as open or snoozed. */
export interface CaseCounts {
  readonly open: number;
  readonly snoozed: number;
  /** Not closed, with a missed deadline; counted among the first 1,000 in the order of deadlines. */
  readonly overdue: number;
}

const page = 200;
const maxRead = 1_000;

/** Counts cases by the index, as they are at a given time, even if nothing has acted on their deadlines yet. */
export async function countCases(index: Pick<CaseIndex, 'find'>, tenant: string, now: number): Promise<CaseCounts> {
  const count = async (status: CaseState['status']) =>
    (await index.find(queryWith(tenant, { statuses: [status], limit: 1 }))).total;
  const [open, snoozed, overdue] = await Promise.all([
    count('open'),
    count('snoozed'),
    countOverdue(index, tenant, now),
  ]);
  return { open, snoozed, overdue };
}

async function countOverdue(index: Pick<CaseIndex, 'find'>, tenant: string, now: number): Promise<number> {
  return (await overdueCases(index, tenant, now)).length;
}

/**
 * Cases with a missed deadline, at most 1,000: reads in the order of deadlines, urgent cases first, until one is still to
 * come.
 */
export async function overdueCases(
  index: Pick<CaseIndex, 'find'>,
  tenant: string,
  now: number,
): Promise<readonly CaseState[]> {
  const overdue: CaseState[] = [];
  for (let read = 0, after: string | null = null; read < maxRead; read += page) {
    const { rows, next } = await index.find(queryWith(tenant, { statuses: ['open', 'snoozed'], after, limit: page }));
    for (const { case: each } of rows) if ((dueOf(each) ?? never) <= now) overdue.push(each);
    const last = rows.at(-1);
    if (next === null || last === undefined || orderOf(last.case) > now) break;
    after = next;
  }
  return overdue;
}
