import { CodedError } from '../../core/model/errors.ts';
import { addMonths, instantOf, wallTime } from '../../protocol/time/index.ts';

const endOfDay = 24 * 60;
const noon = 12 * 60;
/** GDPR art. 12.3: one month from receipt, and two further ones where it is complex. */
const months = 1;
const furtherMonths = 2;
const longestAgoMs = 366 * 24 * 3_600_000;

/**
 * When a request must be answered: the end of the same day of the next month where the town is. It is not moved behind a
 * day on which nobody works: what is early is never late.
 */
export function answerDueAt(
  receivedAt: number,
  timeZone: string,
  { isExtended }: { readonly isExtended: boolean },
): number {
  const { day } = wallTime(timeZone, receivedAt);
  return instantOf(timeZone, addMonths(day, isExtended ? months + furtherMonths : months), endOfDay);
}

/** When a request counts as received: at noon of its day, or now, so that it is the same day wherever it is shown. @throws {CodedError} `input.invalid` */
export function receivedAtOf(day: string, timeZone: string, now: number): number {
  const at = instantOf(timeZone, day, 0);
  if (at <= now && at > now - longestAgoMs) return Math.min(now, instantOf(timeZone, day, noon));
  throw new CodedError('input.invalid', 'The day of receipt must be today or within the last year.');
}
