import { orderOf } from '../../../src/core/cases/caseCursor.ts';
import type { CaseState } from '../../../src/core/model/case.ts';
import type { CaseItem, Me } from '../../../src/http/api/wire.ts';
import type { Filter } from '../state.ts';

/** States of cases that each choice of the list shows. */
export const statuses: Readonly<Record<Filter['status'], readonly CaseState['status'][]>> = {
  pending: ['open', 'snoozed'],
  snoozed: ['snoozed'],
  closed: ['closed'],
  any: ['open', 'snoozed', 'closed'],
};

/** Whether a case belongs in the list; a search for words is the server's, so that it is not asked here. */
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

/** The list after a case has changed: put in, replaced or taken out, at the place where the server would have it. */
export function withCase(
  items: readonly CaseItem[],
  item: CaseItem,
  belongsHere: boolean,
  isComplete: boolean,
): readonly CaseItem[] {
  const known = items.find(({ case: { code } }) => code === item.case.code);
  if (known !== undefined && known.revision > item.revision) return items;
  const others = known === undefined ? items : items.filter((each) => each !== known);
  if (!belongsHere) return others;
  const route = others.findIndex((each) => compare(item, each) < 0);
  if (route >= 0) return [...others.slice(0, route), item, ...others.slice(route)];
  // What comes after all that was read so far will be read with the next page.
  return isComplete || known !== undefined ? [...others, item] : others;
}

/** What is urgent first, then the nearest open term, as the server has them. */
function compare(one: CaseItem, other: CaseItem): number {
  return orderOf(one.case) - orderOf(other.case) || (one.case.code < other.case.code ? -1 : 1);
}
