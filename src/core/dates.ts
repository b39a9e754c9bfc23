import type { Locale } from './locale.ts';

/** How instants are said in one language, by the clocks of a time zone. */
export interface Dates {
  day(at: number): string;
  moment(at: number): string;
  /**
   * A deadline, milliseconds since 1970: the moment, or the last day of one that ends with a day. Everything that people
   * are told of a deadline is said by this, so that they are told the same date wherever they look.
   */
  until(at: number): string;
}

export function createDates(language: Locale, timeZone: string): Dates {
  // Else English would be written as in the United States, month first.
  const locale = language === 'en' ? 'en-GB' : language;
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'full' });
  const moment = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'full', timeStyle: 'short' });
  return {
    day: (at) => day.format(at),
    moment: (at) => moment.format(at),
    // What ends with a day ends at the first instant of the next one.
    until: (at) => (day.format(at - 1) === day.format(at) ? moment.format(at) : day.format(at - 1)),
  };
}
