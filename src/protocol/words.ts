import type { Locale } from '../core/locale.ts';
import type { Due } from '../core/protocol.ts';

/** How instants are said in one language, by the clocks of a time zone. */
export interface Dates {
  day(at: number): string;
  moment(at: number): string;
  /** Terms in hours end at an hour, others with a day. */
  until(due: Due): string;
}

export function createDates(language: Locale, timeZone: string): Dates {
  // Else English would be written as in the United States, month first.
  const locale = language === 'en' ? 'en-GB' : language;
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'full' });
  const moment = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'full', timeStyle: 'short' });
  return {
    day: (at) => day.format(at),
    moment: (at) => moment.format(at),
    until: ({ term, at }) =>
      term.unit === 'at-once' || term.unit === 'working-hours' ? moment.format(at) : day.format(at - 1),
  };
}

/** A text with its `{{names}}` filled in; those for which there is no value stay. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
}
