import { deadlineOutcomeOf } from '../../../src/core/cases/board/caseFacts.ts';
import { dueWindow } from '../../../src/core/cases/board/dueWindow.ts';
import { orderOf } from '../../../src/core/cases/caseCursor.ts';
import { dueOf } from '../../../src/core/cases/deadlines.ts';
import { isWaiting } from '../../../src/core/cases/waiting.ts';
import { type CaseState, isProposed } from '../../../src/core/model/case.ts';
import type { CaseOrder } from '../../../src/core/ports/caseIndex.ts';
import { dayStart, instantIn } from '../../../src/core/util/dates.ts';
import type { CaseItem, Me } from '../../../src/http/api/wire.ts';
import type { Filter } from '../state.ts';

/** The case states that each filter choice shows. */
export const statuses: Readonly<Record<Filter['status'], readonly CaseState['status'][]>> = {
  pending: ['open'],
  snoozed: ['snoozed'],
  undone: ['open', 'snoozed'],
  closed: ['closed'],
  any: ['open', 'snoozed', 'closed'],
};

/**
 * When the cases were opened that a filter asks for: from the beginning of a day, where the town is, to the end of another;
 * null: any time.
 */
export function openedWithin(
  { days, since, until }: Pick<Filter, 'days' | 'since' | 'until'>,
  now: number,
  { timeZone }: Pick<Me, 'timeZone'>,
): { readonly from: number | null; readonly to: number | null } {
  const lastDays = days === '' ? null : dayStart(timeZone, now, 1 - Number(days));
  const beginOf = (day: string, later: number) => {
    const noon = instantIn(timeZone, `${day}T12:00`);
    return Number.isNaN(noon) ? null : dayStart(timeZone, noon, later);
  };
  return { from: beginOf(since, 0) ?? lastDays, to: beginOf(until, 1) };
}

/** What of the person decides which cases a list shows. */
type ListOwner = Pick<Me, 'id' | 'departments' | 'timeZone'>;

/** Whether a case belongs in the list. Word searches are left to the server and not checked here. */
export function belongs(item: CaseItem, filter: Filter, me: ListOwner, now: number): boolean {
  const { case: caseState, account } = item;
  if (filter.queue !== 'proposed' && !statuses[filter.status].includes(caseState.status)) return false;
  if (filter.department !== '' && caseState.department !== filter.department) return false;
  if (filter.account !== '' && account !== filter.account) return false;
  if (filter.kind !== '' && caseState.kind !== filter.kind) return false;
  if (filter.agent !== '' && (caseState.assignee ?? 'nobody') !== filter.agent) return false;
  if (filter.priority !== '' && caseState.priority !== filter.priority) return false;
  if (filter.locale !== '' && caseState.locale !== filter.locale) return false;
  if (filter.rating !== '' && !filter.rating.split(',').includes(String(caseState.rating))) return false;
  const { from, to } = openedWithin(filter, now, me);
  if ((from !== null && caseState.openedAt < from) || (to !== null && caseState.openedAt >= to)) return false;
  if (!hasOutcomes(caseState, filter, me, now)) return false;
  switch (filter.queue) {
    case 'mine':
      return caseState.assignee === me.id;
    case 'department':
      return me.departments.includes(caseState.department);
    case 'unassigned':
      return caseState.assignee === null;
    case 'breached':
      return caseState.first?.breached === true || caseState.resolution?.breached === true;
    case 'proposed':
      return isProposed(caseState);
    case 'all':
      return true;
  }
}

function hasOutcomes(caseState: CaseState, filter: Filter, { timeZone }: ListOwner, now: number): boolean {
  const { label, due, first, resolution, answered } = filter;
  if (label !== '' && !label.split(',').some((each) => caseState.labels?.includes(each))) return false;
  if (first !== '' && deadlineOutcomeOf(caseState.first) !== first) return false;
  if (resolution !== '' && deadlineOutcomeOf(caseState.resolution) !== resolution) return false;
  if (answered === 'waiting' && !isWaiting(caseState)) return false;
  if ((answered === 'yes' || answered === 'no') && (caseState.staffAt !== null) !== (answered === 'yes')) return false;
  if (due === '') return true;
  const dueAt = dueOf(caseState);
  const { from, before } = dueWindow(due, timeZone, now);
  return dueAt !== null && dueAt < before && (from === null || dueAt >= from);
}

/** The list after a case has changed: added, replaced or removed, at the position where the server would have it. */
export function withChangedCase(
  items: readonly CaseItem[],
  item: CaseItem,
  {
    belongsHere,
    isComplete,
    order,
  }: {
    /** Whether the list shows the case as it is now. */
    readonly belongsHere: boolean;
    /** Whether the last page of the list was read. */
    readonly isComplete: boolean;
    readonly order: CaseOrder;
  },
): readonly CaseItem[] {
  const known = items.find(({ case: { code } }) => code === item.case.code);
  if (known !== undefined && known.revision > item.revision) return items;
  const others = known === undefined ? items : items.filter((each) => each !== known);
  if (!belongsHere) return others;
  const route = others.findIndex((each) => compare(item, each, order) < 0);
  if (route >= 0) return [...others.slice(0, route), item, ...others.slice(route)];
  // A case after the last one read will arrive with the next page.
  return isComplete || known !== undefined ? [...others, item] : others;
}

const timeOf: Readonly<Record<CaseOrder, (item: CaseItem) => number>> = {
  due: ({ case: caseState }) => orderOf(caseState),
  changed: ({ changedAt }) => -changedAt,
  opened: ({ case: { openedAt } }) => openedAt,
};

/** Negative when one comes before the other, as on the server. */
function compare(one: CaseItem, other: CaseItem, order: CaseOrder): number {
  return timeOf[order](one) - timeOf[order](other) || (one.case.code < other.case.code ? -1 : 1);
}
