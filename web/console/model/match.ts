import { orderOf } from '../../../src/core/cases/caseCursor.ts';
import type { CaseState } from '../../../src/core/model/case.ts';
import type { CaseItem, Me } from '../../../src/http/api/wire.ts';
import type { Filter } from '../state.ts';

/** The case states that each filter choice shows. */
export const statuses: Readonly<Record<Filter['status'], readonly CaseState['status'][]>> = {
  pending: ['open'],
  snoozed: ['snoozed'],
  closed: ['closed'],
  any: ['open', 'snoozed', 'closed'],
};

/** Whether a case belongs in the list. Word searches are left to the server and not checked here. */
export function belongs(item: CaseItem, filter: Filter, me: Pick<Me, 'id' | 'departments'>): boolean {
  const { case: caseState, account } = item;
  if (!statuses[filter.status].includes(caseState.status)) return false;
  if (filter.department !== '' && caseState.department !== filter.department) return false;
  if (filter.account !== '' && account !== filter.account) return false;
  if (filter.kind !== '' && caseState.kind !== filter.kind) return false;
  switch (filter.queue) {
    case 'mine':
      return caseState.assignee === me.id;
    case 'department':
      return me.departments.includes(caseState.department);
    case 'unassigned':
      return caseState.assignee === null;
    case 'breached':
      return caseState.first?.breached === true || caseState.resolution?.breached === true;
    case 'all':
      return true;
  }
}

/** The list after a case has changed: added, replaced or removed, at the position where the server would have it. */
export function withChangedCase(
  items: readonly CaseItem[],
  item: CaseItem,
  {
    belongsHere,
    isComplete,
  }: {
    /** Whether the list shows the case as it is now. */
    readonly belongsHere: boolean;
    /** Whether the last page of the list was read. */
    readonly isComplete: boolean;
  },
): readonly CaseItem[] {
  const known = items.find(({ case: { code } }) => code === item.case.code);
  if (known !== undefined && known.revision > item.revision) return items;
  const others = known === undefined ? items : items.filter((each) => each !== known);
  if (!belongsHere) return others;
  const route = others.findIndex((each) => compare(item, each) < 0);
  if (route >= 0) return [...others.slice(0, route), item, ...others.slice(route)];
  // A case after the last one read will arrive with the next page.
  return isComplete || known !== undefined ? [...others, item] : others;
}

/** Urgent cases first, then the nearest open deadline, as on the server. */
function compare(one: CaseItem, other: CaseItem): number {
  return orderOf(one.case) - orderOf(other.case) || (one.case.code < other.case.code ? -1 : 1);
}
