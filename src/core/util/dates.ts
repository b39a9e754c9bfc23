import type { Locale } from '../model/locale.ts';

/** How instants are said in one language, by the clocks of a time zone. */
export interface Dates {
  /** A day by itself, as in "dijous 26 de novembre del 2026". */
  day(at: number): string;
  /** A moment as it stands in a sentence, as in "el dijous 26 de novembre del 2026, a les 9:00". */
  moment(at: number): string;
  /** The same for one that is near, without its year. */
  soon(at: number): string;
  /**
   * A deadline, milliseconds since 1970, as it stands in a sentence: the moment, or the last day of one that ends with a
   * day. Everything that people are told of a deadline is said by this, so that they are told the same date wherever they look.
   */
  until(at: number): string;
}

/** What `Intl` does not know of a language: how a day and an hour become part of a sentence. */
const grammar: Readonly<Record<Locale, { on: (day: string) => string; at: (day: string, time: string) => string }>> = {
  ca: { on: (day) => `el ${day}`, at: (day, time) => `${day}, ${time.startsWith('1:') ? 'a la' : 'a les'} ${time}` },
  es: { on: (day) => `el ${day}`, at: (day, time) => `${day}, ${time.startsWith('1:') ? 'a la' : 'a las'} ${time}` },
  en: { on: (day) => day, at: (day, time) => `${day} at ${time}` },
};

export function createDates(language: Locale, timeZone: string): Dates {
  // Else English would be written as in the United States, month first.
  const locale = language === 'en' ? 'en-GB' : language;
  const { on, at: within } = grammar[language];
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const weekday = format({ weekday: 'long' });
  const date = format({ day: 'numeric', month: 'long' });
  const fullDate = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const said = (at: number, days: Intl.DateTimeFormat) =>
    `${weekday.format(at)} ${days.format(at)}`.replaceAll('’', "'");
  const time = (at: number) => clock.format(at).replace(/^0/, '');
  const day = (at: number) => said(at, fullDate);
  const moment = (at: number) => on(within(day(at), time(at)));
  return {
    day,
    moment,
    soon: (at) => on(within(said(at, date), time(at))),
    // What ends with a day ends at the first instant of the next one.
    until: (at) => (day(at - 1) === day(at) ? moment(at) : on(day(at - 1))),
  };
}
