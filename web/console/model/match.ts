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
  const { case: matter, account } = item;
  if (!statuses[filter.status].includes(matter.status)) return false;
  if (filter.department !== '' && matter.department !== filter.department) return false;
  if (filter.account !== '' && account !== filter.account) return false;
  if (filter.kind !== '' && matter.kind !== filter.kind) return false;
  switch (filter.queue) {
    case 'mine':
      return matter.assignee === me.id;
    case 'department':
      return me.departments.includes(matter.department);
    case 'unassigned':
      return matter.assignee === null;
    case 'breached':
      return matter.first?.breached === true || matter.resolution?.breached === true;
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
  const place = others.findIndex((each) => compare(item, each) < 0);
  if (place >= 0) return [...others.slice(0, place), item, ...others.slice(place)];
  // What comes after all that was read so far will be read with the next page.
  return isComplete || known !== undefined ? [...others, item] : others;
}

/** What is urgent first, then the nearest open term, as the server has them. */
function compare(one: CaseItem, other: CaseItem): number {
  return orderOf(one.case) - orderOf(other.case) || (one.case.code < other.case.code ? -1 : 1);
}
