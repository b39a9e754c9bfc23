import type { CaseState } from '../model/case.ts';

/** Stands for "never" where times are put in order: after every real one. */
export const never = Number.MAX_SAFE_INTEGER;

/** Thirty years, milliseconds: what takes whatever is urgent before the oldest term that was ever missed. */
const beforeAll = 30 * 365 * 86_400_000;

/** When the nearest term that is still open is due, milliseconds since 1970; null: none is. */
export function dueOf({
  status,
  first,
  resolution,
}: Pick<CaseState, 'status' | 'first' | 'resolution'>): number | null {
  if (status === 'closed') return null;
  const open = [first, resolution].flatMap((term) => (term !== null && term.metAt === null ? [term.dueAt] : []));
  return open.length === 0 ? null : Math.min(...open);
}

/**
 * A time by which cases stand in lists, the smaller first: what is urgent, the longest known first; then whatever is due
 * soonest. An emergency has no term, since nobody may wait for one.
 */
export function orderOf(matter: Pick<CaseState, 'status' | 'first' | 'resolution' | 'priority' | 'openedAt'>): number {
  if (matter.status !== 'closed' && matter.priority === 'urgent') return Math.round(matter.openedAt - beforeAll);
  // A part of a term may end between two milliseconds, which no store can put in order.
  return Math.round(dueOf(matter) ?? never);
}
