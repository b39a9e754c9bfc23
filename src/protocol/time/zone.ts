import { createLruCache, type LruCache } from '../../core/util/lruCache.ts';

/** Milliseconds of a day without a clock change. */
export const dayMs = 86_400_000;

/** Local time at one instant. */
interface WallTime {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Milliseconds of local time since 00:00. */
  readonly ms: number;
}

/** Clocks change only at whole quarters of an hour: the offset at the beginning of a quarter holds to its end. */
const quarterMs = 15 * 60_000;
/** Cached quarters of an hour per zone: a day's deadlines use some hundred. */
const quartersKept = 2_000;

const zones = new Map<string, Zone>();

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /**
   * Offsets by the number of the quarter since 1970. Calculating one costs a hundred times as much as looking it up.
   */
  readonly offsets: LruCache<number, number>;
}

/** Local time in a time zone. `zone` is a name of the IANA list, as in `Europe/Madrid`. */
export function wallTime(zone: string, instant: number): WallTime {
  const shown = instant + offsetAt(zone, instant);
  const begin = Math.floor(shown / dayMs) * dayMs;
  return { day: dayAt(begin), ms: shown - begin };
}

/** The last day that was written: nearly always the same, of all that is asked in a turn. */
let written = { begin: Number.NaN, day: '' };

function dayAt(begin: number): string {
  if (written.begin !== begin) written = { begin, day: new Date(begin).toISOString().slice(0, 10) };
  return written.day;
}

/**
 * The first instant of a day at which local time is `minute` (after 00:00) or later: if a clock change skips it, the
 * moment of the change; if it occurs twice, the first time. 1440 is the end of the day.
 */
export function instantOf(zone: string, day: string, minute: number): number {
  const shown = Date.parse(day) + minute * 60_000;
  const early = shown - offsetAt(zone, shown - dayMs);
  const late = shown - offsetAt(zone, shown + dayMs);
  if (early === late || early + offsetAt(zone, early) === shown) return early;
  if (late + offsetAt(zone, late) === shown) return late;
  return changeBetween(zone, Math.min(early, late), Math.max(early, late));
}

/**
 * The instant between two others (the change after `before`, at the latest at `after`) from which the later offset
 * applies.
 */
function changeBetween(zone: string, before: number, after: number): number {
  const offset = offsetAt(zone, after);
  let low = before;
  let high = after;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle) === offset) high = middle;
    else low = middle;
  }
  return high;
}

/** Offset of the zone from UTC, milliseconds. */
function offsetAt(name: string, instant: number): number {
  const zone = zoneOf(name);
  const quarter = Math.floor(instant / quarterMs);
  let offset = zone.offsets.get(quarter);
  if (offset === undefined) {
    offset = offsetShown(zone.format, quarter * quarterMs);
    zone.offsets.set(quarter, offset);
  }
  return offset;
}

function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (zone === undefined) {
    const two = '2-digit';
    const fields = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const;
    const format = new Intl.DateTimeFormat('en-US', { ...fields, timeZone: name, hourCycle: 'h23' });
    zone = { format, offsets: createLruCache(quartersKept) };
    zones.set(name, zone);
  }
  return zone;
}

/** Local time at a whole second, minus UTC. */
function offsetShown(format: Intl.DateTimeFormat, instant: number): number {
  // 11/24/2026, 09:05:00
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = format
    .format(instant)
    .split(/\D+/)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}
