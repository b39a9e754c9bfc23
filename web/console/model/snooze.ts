import { dayIn, dayOf, instantIn } from '../../../src/core/util/dates.ts';

/** Times until which a case can be snoozed: nine in the morning where the town is. */
export function snoozeMoments(
  now: number,
  timeZone: string,
): { readonly hour: number; readonly tomorrow: number; readonly monday: number } {
  const today = Date.parse(`${dayIn(timeZone, now)}T00:00Z`);
  const morningIn = (days: number) => instantIn(timeZone, `${dayOf(today + days * 86_400_000)}T09:00`);
  const daysToMonday = (8 - new Date(today).getUTCDay()) % 7 || 7;
  return { hour: now + 3_600_000, tomorrow: morningIn(1), monday: morningIn(daysToMonday) };
}
