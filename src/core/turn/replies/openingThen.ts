import { daysAfter } from '../../flows/dateTime.ts';
import { type DayAsked, type DayPart, dayAskedIn } from '../../flows/dayAsked.ts';
import type { Locale } from '../../model/locale.ts';
import type { PhraseKey } from '../../model/phrase.ts';
import type { DayOpening } from '../../model/protocol.ts';
import type { Entry } from '../../ports/knowledge.ts';
import { createDates, writtenTime } from '../../util/dates.ts';
import type { Turn } from '../turnDraft.ts';

type Period = DayOpening['periods'][number];

/** When a morning has begun to end, an afternoon to begin, and a night, local time in hours. */
const noon = 12;
const afternoonFrom = 15;
const nightFrom = 20;

const partPhrases: Readonly<Record<DayPart, PhraseKey>> = {
  morning: 'inTheMorning',
  afternoon: 'inTheAfternoon',
  night: 'atNight',
};

/** The day that a message asks about, where the hours of a service are those of a department; null: it names none. */
export function dayAskedOf(turn: Turn): DayAsked | null {
  const { knowledge, now } = turn.input;
  return dayAskedIn(turn.text, knowledge.protocol.date(now));
}

/**
 * Whether the office that a service stands for is open on the day that a message names, as a sentence that goes before the
 * hours; null: it names no day, or no calendar has those hours.
 */
export function openingThen(turn: Turn, { aspects }: Pick<Entry, 'aspects'>): string | null {
  const department = aspects.hours?.hoursOf;
  const asked = department === undefined ? null : dayAskedOf(turn);
  if (department === undefined || asked === null) return null;
  const said = asked.named === 'now' ? sayNow(turn, department) : sayDay(turn, department, asked);
  return said?.replace(/\p{L}/u, (letter) => letter.toUpperCase()) ?? null;
}

function sayNow({ input: { knowledge, now, account, translate }, locale }: Turn, department: string): string {
  const { protocol } = knowledge;
  const { open, until } = protocol.attention({ ...account, department, hours: null }, now);
  const office = protocol.theDepartment(department, locale);
  if (open) return translate('openNow', locale, { office, time: protocol.clock(until, locale) });
  return translate('closedNow', locale, { office, opening: protocol.opening(until, now, locale) });
}

function sayDay(turn: Turn, department: string, asked: DayAsked): string | null {
  const { locale } = turn;
  const { knowledge, translate } = turn.input;
  const { protocol } = knowledge;
  const opening = protocol.openingOn(department, asked.day);
  const isWeekend = asked.named === 'weekend';
  // Where one of the two days is open, no sentence is true of both.
  if (
    isWeekend &&
    [opening, protocol.openingOn(department, daysAfter(asked.day, 1))].some(({ periods }) => periods.length > 0)
  )
    return null;
  const office = protocol.theDepartment(department, locale);
  const day = [dayName(turn, asked), ...(asked.part === null ? [] : [translate(partPhrases[asked.part], locale, {})])];
  const values = { day: day.join(' '), office, date: dateName(asked.day, locale) };
  const isDate = asked.named !== 'weekday' && !isWeekend;
  if (isDate && opening.isHoliday) return translate('closedOnHoliday', locale, values);
  const said = ofPeriods(turn, values, opening.periods, asked.part);
  // A weekday is asked about in general, but the next one may be another matter.
  const isNextHoliday = !isDate && !isWeekend && opening.isHoliday && opening.periods.length > 0;
  return isNextHoliday ? `${said} ${translate('nextIsHoliday', locale, values)}` : said;
}

function ofPeriods(
  { input: { translate }, locale }: Turn,
  values: Readonly<Record<string, string>>,
  periods: readonly Period[],
  part: DayPart | null,
): string {
  const hoursOf = (some: readonly Period[]) =>
    new Intl.ListFormat(locale).format(
      some.map(({ from, until }) =>
        translate('fromUntil', locale, { from: writtenTime(from, locale), until: writtenTime(until, locale) }),
      ),
    );
  const meant = part === null ? periods : periods.filter((period) => isIn(period, part));
  if (meant.length > 0) return translate('openThen', locale, { ...values, hours: hoursOf(meant) });
  if (periods.length === 0) return translate('closedThen', locale, values);
  return translate('closedInPart', locale, { ...values, hours: hoursOf(periods) });
}

function isIn({ from, until }: Period, part: DayPart): boolean {
  if (part === 'morning') return Number.parseInt(from, 10) < noon;
  return Number.parseInt(until, 10) >= (part === 'night' ? nightFrom : afternoonFrom);
}

function dayName({ input: { translate }, locale }: Turn, { named, day }: DayAsked): string {
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long' }).format(Date.parse(day));
  const values = { weekday, date: dateName(day, locale) };
  switch (named) {
    case 'today':
      return translate('todayNamed', locale, values);
    case 'tomorrow':
      return translate('tomorrowNamed', locale, values);
    case 'weekend':
      return translate('weekendNamed', locale, values);
    case 'date':
      return translate('dateNamed', locale, values);
    default:
      return translate('weekdayNamed', locale, values);
  }
}

const dateName = (day: string, locale: Locale): string => createDates(locale, 'UTC').day(Date.parse(day));
