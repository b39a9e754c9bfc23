import { weekdays } from '../../../../src/core/model/accountRecord.ts';
import { type RuleDay, readRecurrence, ruleDays } from '../../../../src/core/model/announcements/recurrence.ts';
import type { Locale } from '../../../../src/core/model/locale.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { ConsoleStrings } from '../../strings.ts';
import { weekdayName, wholeDay } from '../content/calendar/dayNames.ts';

type Strings = ConsoleStrings['announcements']['repeating'];

/** A day of the week in words, as rules name it. */
export const ruleDayName = (day: RuleDay, locale: Locale): string =>
  weekdayName(weekdays[ruleDays.indexOf(day)] ?? 'mon', locale, 'long');

/** A rule in words: "every 2 weeks, Tuesday, until 30 June 2027". One that is not understood is shown as it is. */
export function sayRule(text: string, strings: Strings, locale: Locale): string {
  const rule = readRecurrence(text);
  if (rule === null) return text;
  const { frequency, interval, days, end } = rule;
  const every = interval === 1 ? strings.every[frequency] : interpolate(strings.everyN[frequency], { n: interval });
  const on = days.map(({ day, nth }) => {
    const name = ruleDayName(day, locale);
    return nth === null ? name : interpolate(strings.nth[nth === -1 ? 'last' : (String(nth) as '1')], { day: name });
  });
  const until =
    'count' in end
      ? interpolate(strings.times, { n: end.count })
      : interpolate(strings.untilDay, { day: wholeDay(end.until, locale) });
  return [every, ...(on.length === 0 ? [] : [on.join(', ')]), until].join(', ');
}
