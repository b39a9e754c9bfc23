import { dayStart } from '../../util/dates.ts';

/** When open deadlines are due: they have passed; later today; in the six days after. */
export const dueWindows = ['late', 'today', 'week'] as const;
export type DueWindow = (typeof dueWindows)[number];

/** The times between which a deadline lies that is due then. `from` null: however long ago. */
export function dueWindow(
  which: DueWindow,
  timeZone: string,
  now: number,
): { readonly from: number | null; readonly before: number } {
  switch (which) {
    case 'late':
      return { from: null, before: now };
    case 'today':
      return { from: now, before: dayStart(timeZone, now, 1) };
    case 'week':
      return { from: dayStart(timeZone, now, 1), before: dayStart(timeZone, now, 7) };
  }
}
