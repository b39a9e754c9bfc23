import type { Locale } from '../model/locale.ts';

const dayMs = 86_400_000;

/** The day of a time, `YYYY-MM-DD` in UTC. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Whether a text is a day as ISO 8601 writes it, `YYYY-MM-DD`, and the calendar has it: 2026-02-30 is none. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && dayOf(at) === text;
}

const days = new Map<string, Intl.DateTimeFormat>();

/** The day of a time where the town is, `YYYY-MM-DD`. `timeZone`: a name of the IANA list. */
export function dayIn(timeZone: string, at: number): string {
  // Swedish dates are written as those of ISO 8601.
  const format = days.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  days.set(timeZone, format);
  return format.format(at);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Local time of a zone minus UTC, milliseconds. */
export function offsetIn(timeZone: string, at: number): number {
  const format =
    clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  clocks.set(timeZone, format);
  const second = Math.floor(at / 1000) * 1000;
  return Date.parse(`${format.format(second).replace(' ', 'T')}Z`) - second;
}

/**
 * The time at which clocks in a time zone show a day and an hour, `YYYY-MM-DDTHH:MM` as a field of a form writes it: the
 * first where they show it twice; where they skip it, as much later. NaN where the text is no such moment.
 */
export function instantIn(timeZone: string, text: string): number {
  const shown = Date.parse(`${text}Z`);
  if (Number.isNaN(shown)) return shown;
  const [before, after] = [-dayMs, dayMs].map((away) => shown - offsetIn(timeZone, shown + away)) as [number, number];
  return [before, after].find((at) => at + offsetIn(timeZone, at) === shown) ?? before;
}

/** When the day of a time begins where the town is, or the day so many days later (earlier where negative). */
export function dayStart(timeZone: string, at: number, daysLater: number): number {
  const day = Date.parse(`${dayIn(timeZone, at)}T00:00Z`) + daysLater * dayMs;
  return instantIn(timeZone, `${dayOf(day)}T00:00`);
}

/** Formats times in one language and time zone. */
export interface Dates {
  /** A day on its own, as in "dijous 26 de novembre del 2026". */
  day(at: number): string;
  /** A time for use in a sentence, as in "el dijous 26 de novembre del 2026, a les 9.00". */
  moment(at: number): string;
  /** The same for a near date, without the year. */
  soon(at: number): string;
  /** The time of a day, as in "13:30", in Catalan "13.30". */
  clock(at: number): string;
  /**
   * A deadline, milliseconds since 1970, for use in a sentence: the time, or the last day of a deadline that ends with
   * a day. All texts about deadlines use it, so that people see the same date everywhere.
   */
  until(at: number): string;
  /** A time from one instant to another, as in "el dijous 26 de novembre del 2026, a les 9.00 – 13.30", or whole days. */
  span(from: number, until: number, how: { readonly isWholeDays: boolean }): string;
}

/** The grammar that `Intl` does not know: how a day and an hour become part of a sentence. */
const grammar: Readonly<Record<Locale, { on: (day: string) => string; at: (day: string, time: string) => string }>> = {
  ca: { on: (day) => `el ${day}`, at: (day, time) => `${day}, ${time.startsWith('1.') ? 'a la' : 'a les'} ${time}` },
  es: { on: (day) => `el ${day}`, at: (day, time) => `${day}, ${time.startsWith('1:') ? 'a la' : 'a las'} ${time}` },
  en: { on: (day) => day, at: (day, time) => `${day} at ${time}` },
};

/** A time of a day, `HH:MM`, as a language writes it: `9:00`, in Catalan `9.00`, as in the texts of the council. */
export function writtenTime(time: string, language: Locale): string {
  const short = time.replace(/^0/, '');
  return language === 'ca' ? short.replace(':', '.') : short;
}

const made = new Map<string, Dates>();

/** Made once for a language and time zone: a format of `Intl` costs more than a hundred dates. */
export function createDates(language: Locale, timeZone: string): Dates {
  const key = `${language} ${timeZone}`;
  const dates = made.get(key) ?? makeDates(language, timeZone);
  made.set(key, dates);
  return dates;
}

function makeDates(language: Locale, timeZone: string): Dates {
  // Otherwise English dates would have the American order, month first.
  const locale = language === 'en' ? 'en-GB' : language;
  const { on, at: within } = grammar[language];
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const weekday = format({ weekday: 'long' });
  const date = format({ day: 'numeric', month: 'long' });
  const fullDate = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const said = (at: number, days: Intl.DateTimeFormat) =>
    `${weekday.format(at)} ${days.format(at)}`.replaceAll('’', "'");
  const time = (at: number) => writtenTime(clock.format(at), language);
  const day = (at: number) => said(at, fullDate);
  const moment = (at: number) => on(within(day(at), time(at)));
  return {
    day,
    moment,
    clock: time,
    soon: (at) => on(within(said(at, date), time(at))),
    // A deadline that ends with a day ends at the first instant of the next.
    until: (at) => (day(at - 1) === day(at) ? moment(at) : on(day(at - 1))),
    span(from, until, { isWholeDays }) {
      // What lasts whole days ends at the first instant of the next.
      const isOneDay = day(from) === day(until - 1);
      if (isWholeDays) return isOneDay ? day(from) : `${day(from)} – ${day(until - 1)}`;
      return `${moment(from)} – ${isOneDay ? time(until) : moment(until)}`;
    },
  };
}
