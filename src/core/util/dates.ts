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
  /** When something opens, for use in a sentence: today and tomorrow by their names, as in "avui a les 16.30", else `soon`. */
  opening(at: number, now: number): string;
  /** The time of a day, as in "13:30", in Catalan "13.30". */
  clock(at: number): string;
  /**
   * A deadline, milliseconds since 1970, for use in a sentence: the time, or the last day of a deadline that ends with
   * a day. All texts about deadlines use it, so that people see the same date everywhere. With `now`, that of today and
   * of tomorrow says so as well, as in "avui, dijous 26 de novembre del 2026, a les 14.00".
   */
  until(at: number, now?: number): string;
  /** A time from one instant to another, as in "el dijous 26 de novembre del 2026, a les 9.00 – 13.30", or whole days. */
  span(from: number, until: number, how: { readonly isWholeDays: boolean }): string;
}

/** The grammar that `Intl` does not know: how a day and an hour become part of a sentence. */
interface Grammar {
  readonly on: (day: string) => string;
  /** A time, as it goes after a day. */
  readonly at: (time: string) => string;
  /** What is between a date and its time. */
  readonly between: string;
  /** What goes before a moment after a verb: "back on Monday". */
  readonly after: string;
}

const grammar: Readonly<Record<Locale, Grammar>> = {
  ca: { on: (day) => `el ${day}`, at: romance('a les'), between: ', ', after: '' },
  es: { on: (day) => `el ${day}`, at: romance('a las'), between: ', ', after: '' },
  en: { on: (day) => day, at: (time) => `at ${time}`, between: ' ', after: 'on ' },
};

function romance(several: string): Grammar['at'] {
  return (time) => `${/^1[.:]/.test(time) ? 'a la' : several} ${time}`;
}

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
  const { on, at: atTime, between, after } = grammar[language];
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const weekday = format({ weekday: 'long' });
  const date = format({ day: 'numeric', month: 'long' });
  const fullDate = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const said = (at: number, days: Intl.DateTimeFormat) =>
    `${weekday.format(at)} ${days.format(at)}`.replaceAll('’', "'");
  const time = (at: number) => writtenTime(clock.format(at), language);
  const day = (at: number) => said(at, fullDate);
  const within = (day: string, at: number) => `${day}${between}${atTime(time(at))}`;
  const moment = (at: number) => on(within(day(at), at));
  const soon = (at: number) => on(within(said(at, date), at));
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  /** "today" or "tomorrow", where a time is of that day. */
  const near = (at: number, now: number) => {
    const ahead = (Date.parse(dayIn(timeZone, at)) - Date.parse(dayIn(timeZone, now))) / dayMs;
    return ahead === 0 || ahead === 1 ? relative.format(ahead, 'day') : null;
  };
  return {
    day,
    moment,
    clock: time,
    soon,
    opening(at, now) {
      const word = near(at, now);
      return word === null ? `${after}${soon(at)}` : `${word} ${atTime(time(at))}`;
    },
    until(at, now) {
      // A deadline that ends with a day ends at the first instant of the next.
      const isMoment = day(at - 1) === day(at);
      const word = now === undefined ? null : near(at - 1, now);
      const end = isMoment ? within(day(at), at) : day(at - 1);
      return word === null ? on(end) : `${word}, ${end}`;
    },
    span(from, until, { isWholeDays }) {
      // What lasts whole days ends at the first instant of the next.
      const isOneDay = day(from) === day(until - 1);
      if (isWholeDays) return isOneDay ? day(from) : `${day(from)} – ${day(until - 1)}`;
      return `${moment(from)} – ${isOneDay ? time(until) : moment(until)}`;
    },
  };
}
