/**
 * How an announcement repeats: the part of the rules of iCalendar (RFC 5545, RRULE) that people say in words. Days are those of
 * the town's calendar, `YYYY-MM-DD`, so that no clock change moves them.
 */

export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof frequencies)[number];

/** Days of the week as iCalendar names them, Monday first. */
export const ruleDays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type RuleDay = (typeof ruleDays)[number];

/** Most times that one announcement repeats. */
const mostOccurrences = 400;
/** The longest pause between two of them, in their unit. */
const longestInterval = 99;
/** Most days, weeks, months or years that are looked through. */
const mostPeriods = 4_000;
/** Nothing is announced for later than this day; what never seems to end does, too. */
const lastDay = '2100-12-31';
const dayMs = 86_400_000;

export interface Recurrence {
  readonly frequency: Frequency;
  readonly interval: number;
  /** Days of the week; of a month the first (1) to the fifth, the last (-1), or each (null). Empty: the day of the first. */
  readonly days: readonly { readonly day: RuleDay; readonly nth: number | null }[];
  /** It ends after so many, or with this day. */
  readonly end: { readonly count: number } | { readonly until: string };
}

/** Reads a rule, as in `FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270630`. Null: it is none that is understood, or it never ends. */
export function readRecurrence(text: string): Recurrence | null {
  const fields = new Map<string, string>();
  for (const part of text
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase()
    .split(';')) {
    const [name = '', value = ''] = part.split('=');
    if (value === '' || fields.has(name)) return null;
    fields.set(name, value);
  }
  const frequency = frequencies.find((each) => each === fields.get('FREQ'));
  const interval = numberIn(fields.get('INTERVAL') ?? '1', longestInterval);
  const end = endOf(fields.get('COUNT'), fields.get('UNTIL'));
  const days = fields.has('BYDAY') ? daysIn(fields.get('BYDAY') ?? '', frequency) : [];
  for (const name of ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY']) fields.delete(name);
  // Weeks begin on Monday, which is what is meant where nothing is said.
  if (fields.get('WKST') === 'MO') fields.delete('WKST');
  if (frequency === undefined || interval === null || end === null || days === null || fields.size > 0) return null;
  return { frequency, interval, days, end };
}

export function writeRecurrence({ frequency, interval, days, end }: Recurrence): string {
  const byDay = days.map(({ day, nth }) => `${nth ?? ''}${day}`).join(',');
  return [
    `FREQ=${frequency}`,
    ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
    ...(byDay === '' ? [] : [`BYDAY=${byDay}`]),
    'count' in end ? `COUNT=${end.count}` : `UNTIL=${end.until.replaceAll('-', '')}`,
  ].join(';');
}

/**
 * The days of a rule from its first one on, without exceptions, in their order. The first day counts where the rule names it. As
 * iCalendar has it, exceptions count for COUNT, and a month without that day is passed over.
 */
export function recurringDays(rule: Recurrence, first: string, except: readonly string[]): readonly string[] {
  const found: string[] = [];
  const { end } = rule;
  const last = 'until' in end && end.until < lastDay ? end.until : lastDay;
  let count = 0;
  for (let period = 0; period < mostPeriods; period += 1) {
    for (const day of daysOfPeriod(rule, first, period * rule.interval)) {
      if (day < first) continue;
      if (day > last) return found;
      count += 1;
      if (!except.includes(day)) found.push(day);
      if (count >= ('count' in end ? end.count : mostOccurrences)) return found;
    }
    if (periodStart(rule, first, period * rule.interval) > last) return found;
  }
  return found;
}

/** The days of one day, week, month or year, so many after that of the first day. */
function daysOfPeriod({ frequency, days }: Recurrence, first: string, later: number): readonly string[] {
  const [year = 0, month = 1, date = 1] = first.split('-').map(Number);
  switch (frequency) {
    case 'DAILY':
      return [addDays(first, later)];
    case 'WEEKLY': {
      const monday = addDays(first, -weekdayAt(first) + later * 7);
      const wanted = days.length === 0 ? [weekdayAt(first)] : days.map(({ day }) => ruleDays.indexOf(day)).sort();
      return wanted.map((at) => addDays(monday, at));
    }
    case 'MONTHLY': {
      const at = new Date(Date.UTC(year, month - 1 + later, 1));
      const own = monthOf(at.getUTCFullYear(), at.getUTCMonth());
      if (days.length === 0) return own.filter((day) => Number(day.slice(8)) === date);
      const wanted = new Set(days.flatMap(({ day, nth }) => nthOf(own, day, nth)));
      return own.filter((day) => wanted.has(day));
    }
    case 'YEARLY':
      return monthOf(year + later, month - 1).filter((day) => Number(day.slice(8)) === date);
  }
}

/** A day before which nothing of a period comes. */
function periodStart({ frequency }: Recurrence, first: string, later: number): string {
  const [year = 0, month = 1] = first.split('-').map(Number);
  if (frequency === 'DAILY') return addDays(first, later);
  if (frequency === 'WEEKLY') return addDays(first, later * 7 - 6);
  const months = frequency === 'YEARLY' ? later * 12 : later;
  return isoDay(Date.UTC(year, month - 1 + months, 1));
}

const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);
const addDays = (day: string, days: number) => isoDay(Date.parse(day) + days * dayMs);
const weekdayAt = (day: string) => (new Date(day).getUTCDay() + 6) % 7;

function monthOf(year: number, month: number): readonly string[] {
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Array.from({ length: last }, (_, index) => isoDay(Date.UTC(year, month, index + 1)));
}

function nthOf(month: readonly string[], day: RuleDay, nth: number | null): readonly string[] {
  const all = month.filter((each) => weekdayAt(each) === ruleDays.indexOf(day));
  const one = nth === null ? undefined : all.at(nth < 0 ? nth : nth - 1);
  return nth === null ? all : one === undefined ? [] : [one];
}

/** Null: it is no number from 1 to `most`. */
function numberIn(text: string, most: number): number | null {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : null;
}

function endOf(count: string | undefined, until: string | undefined): Recurrence['end'] | null {
  if (count !== undefined && until !== undefined) return null;
  if (count !== undefined) {
    const value = numberIn(count, mostOccurrences);
    return value === null ? null : { count: value };
  }
  // With an hour, the day of it in the calendar counts.
  const found = /^(\d{4})(\d\d)(\d\d)(?:T\d{6}Z?)?$/.exec(until ?? '');
  if (found === null) return null;
  const day = `${found[1]}-${found[2]}-${found[3]}`;
  const isKnown = !Number.isNaN(Date.parse(`${day}T00:00Z`)) && isoDay(Date.parse(day)) === day;
  return isKnown && day <= lastDay ? { until: day } : null;
}

function daysIn(text: string, frequency: Frequency | undefined): Recurrence['days'] | null {
  // A day that is named twice is one.
  const days = [...new Set(text.split(','))].map((each) => {
    const [, nth = '', name] = /^([1-5]|-1)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(each) ?? [];
    const day = ruleDays.find((known) => known === name);
    return day === undefined ? null : { day, nth: nth === '' ? null : Number(nth) };
  });
  const known = days.filter((each) => each !== null);
  const fits = frequency === 'MONTHLY' || (frequency === 'WEEKLY' && known.every(({ nth }) => nth === null));
  return known.length === days.length && fits ? known : null;
}

/** The id of one occurrence: the id of the announcement and the day on which it begins. No document has a dot in its name. */
export const occurrenceId = (series: string, day: string): string => `${series}.${day.replaceAll('-', '')}`;

/** The announcement that an occurrence is of; of any other one itself. */
export const seriesOf = (id: string): string => id.split('.')[0] ?? id;

export const isOccurrence = (id: string): boolean => id.includes('.');
