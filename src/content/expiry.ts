import { dayOf, isDay } from '../core/util/dates.ts';

/** After so many days somebody has to check whether an answer still holds. */
export const verifiedDays = 365;

/** So many days ahead it is told that something expires. */
export const reminderDays = 30;

/** The last day on which a fact of an entry holds without somebody looking at it again, `YYYY-MM-DD`. */
export interface Expiry {
  /** `valid`: its validity ends; `verified`: the source was checked a year before. */
  readonly fact: 'valid' | 'verified';
  /** The aspect, or the id of the special case; null: the entry as a whole. */
  readonly part: string | null;
  readonly day: string;
}

/** The days of an entry that count here, as somebody wrote them: a draft may have anything there. */
interface DatedEntry {
  readonly verified?: unknown;
  readonly valid?: { readonly until?: unknown } | null | undefined;
  readonly aspects?: Readonly<Record<string, { readonly verified?: unknown } | undefined>> | null | undefined;
  readonly exceptions?: readonly ({ readonly id: string; readonly verified?: unknown } | null)[] | null | undefined;
}

/** The day so many days after another one, both `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00Z`) + days * 86_400_000);
}

/** Whole days from one day to another, both `YYYY-MM-DD`. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(`${until}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000);
}

/** When each fact of an entry expires, the soonest first. What is no day is left out. */
export function expiriesOf({ verified, valid, aspects, exceptions }: DatedEntry): readonly Expiry[] {
  const found: Expiry[] = [];
  const until = valid?.until;
  if (typeof until === 'string' && isDay(until)) found.push({ fact: 'valid', part: null, day: until });
  const look = (part: string | null, day: unknown) => {
    if (typeof day === 'string' && isDay(day)) found.push({ fact: 'verified', part, day: dayAfter(day, verifiedDays) });
  };
  look(null, verified);
  for (const [aspect, text] of Object.entries(aspects ?? {})) look(aspect, text?.verified);
  for (const each of Array.isArray(exceptions) ? exceptions : []) if (each !== null) look(each.id, each.verified);
  return found.sort((one, other) => one.day.localeCompare(other.day));
}
