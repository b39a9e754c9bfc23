import type { NotificationChoice, NotificationReason, QuietHours } from '../../model/desk/notificationChoice.ts';
import { notificationReasons } from '../../model/desk/notificationChoice.ts';
import { offsetIn } from '../../util/dates.ts';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/**
 * Whether a time is within quiet hours, by the clock of the town: an hour that the clock skips is never, one that it repeats is
 * both times. `timeZone`: a name of the IANA list. Pure.
 */
export function isInQuietHours({ from, to, days }: QuietHours, at: number, timeZone: string): boolean {
  const local = Math.floor((at + offsetIn(timeZone, at)) / minuteMs);
  const minute = local % dayMinutes;
  // The first day of 1970 was a Thursday.
  const today = ((Math.floor(local / dayMinutes) + 3) % 7) + 1;
  const yesterday = today === 1 ? 7 : today - 1;
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  if (begin < end) return days.includes(today) && begin <= minute && minute < end;
  return (days.includes(today) && begin <= minute) || (days.includes(yesterday) && minute < end);
}

/** Whether somebody must be left in peace with a notification now: it waits in their list. Pure. */
export function isHeldBack(
  { quietHours }: Pick<NotificationChoice, 'quietHours'>,
  reason: NotificationReason,
  at: number,
  timeZone: string,
): boolean {
  if (quietHours === null || (reason === 'alert' && quietHours.emergencies)) return false;
  return isInQuietHours(quietHours, at, timeZone);
}

/** What the console must not do now, by the reasons of notifications. */
export interface Muted {
  /** Makes no sound. */
  readonly soundless: readonly string[];
  /** Shows nothing outside of the page, either. */
  readonly hushed: readonly string[];
}

/** What somebody's console keeps to itself at a time. Pure. */
export function mutedAt(choice: NotificationChoice, at: number, timeZone: string): Muted {
  const hushed = notificationReasons.filter((reason) => isHeldBack(choice, reason, at, timeZone));
  const isSoundless = (reason: NotificationReason) => hushed.includes(reason) || !choice.ways[reason].includes('sound');
  return { soundless: notificationReasons.filter(isSoundless), hushed };
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
