import { dayIn, dayStart, isDay, offsetIn } from '../../core/util/dates.ts';

/** A time as W3C writes it, with what the zone differs from UTC on that day: `2026-07-01T09:30:00+02:00`. */
export function w3cTime(at: number, timeZone: string): string {
  const offset = offsetIn(timeZone, at);
  const local = new Date(Math.floor(at / 1_000) * 1_000 + offset).toISOString().slice(0, 19);
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

// A `+` that the client did not encode arrives as a space.
const written = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2}))?(?:\.\d{1,9})?(?:(Z)|([+ -])(\d{2}):?(\d{2})))?$/;

/** A time as clients write it, or a day alone, which begins at midnight where the town is. Null: it is none. */
export function readTime(text: string, timeZone: string): number | null {
  const [, day = '', clock, seconds = '00', , sign, hours = '0', minutes = '0'] = written.exec(text) ?? [];
  if (!isDay(day)) return null;
  if (clock === undefined) return dayStart(timeZone, Date.parse(`${day}T12:00Z`), 0);
  const local = Date.parse(`${day}T${clock}:${seconds}Z`);
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return Number.isNaN(local) || offset > 14 * 3_600_000 ? null : local - (sign === '-' ? -offset : offset);
}

const withoutZone = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;

/** The day of a time where the town is, `YYYY-MM-DD`; a time without a zone is by the town's clocks. Null: it is none. */
export function readDay(text: string, timeZone: string): string | null {
  const at = readTime(text, timeZone);
  if (at !== null) return dayIn(timeZone, at);
  const day = withoutZone.exec(text)?.[1] ?? '';
  return isDay(day) ? day : null;
}
