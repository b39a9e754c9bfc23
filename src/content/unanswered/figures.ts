import type { Locale } from '../../core/model/locale.ts';
import { type Counted, type Counts, measures, noCounts } from './askedQuestion.ts';
import type { QuestionIndex } from './questionIndex.ts';

const dayMs = 24 * 60 * 60_000;

/** One row of the figures. */
export interface FiguresRow extends Counts, Counted {
  readonly day: string;
}

/** Days, `YYYY-MM-DD`, the last one included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** The period of so many days that ends with the day of a time. */
export function lastDays(days: number, now: number, dayOf: (at: number) => string): Period {
  return { from: dayOf(now - (days - 1) * dayMs), to: dayOf(now) };
}

/** All days of a period, in order. */
export function daysOf({ from, to }: Period): readonly string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += dayMs) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** What was counted in a period, day by day, each thing on its own. */
export function figuresIn({ figures }: Pick<QuestionIndex, 'figures'>, { from, to }: Period): readonly FiguresRow[] {
  return [...figures]
    .filter(([day]) => day >= from && day <= to)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([day, counted]) =>
      [...counted].map(([key, counts]) => {
        const [entry, aspect, locale] = JSON.parse(key) as [string, string, Locale];
        return { day, entry, aspect, locale, ...counts };
      }),
    );
}

/** Adds rows up by a key of each. */
export function addUp(
  rows: readonly FiguresRow[],
  keyOf: (row: FiguresRow) => string | null,
): ReadonlyMap<string, Counts> {
  const sums = new Map<string, Record<keyof Counts, number>>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null) continue;
    const sum = sums.get(key) ?? { ...noCounts };
    for (const measure of measures) sum[measure] += row[measure];
    sums.set(key, sum);
  }
  return sums;
}

/** Questions a day in each language, in the order of the days. */
export function byDayAndLanguage(
  rows: readonly FiguresRow[],
  days: readonly string[],
): Readonly<Record<Locale, readonly number[]>> {
  const sums = addUp(rows, ({ day, entry, locale }) => (entry === '' ? `${day} ${locale}` : null));
  const of = (locale: Locale) => days.map((day) => sums.get(`${day} ${locale}`)?.asked ?? 0);
  return { ca: of('ca'), es: of('es'), en: of('en') };
}

/** Days that are checked together; the first one names them. */
export interface FiguresSpan {
  readonly from: string;
  readonly days: readonly string[];
}

const daysInWeek = 7;
/** Most days that are shown one by one: of more, whole weeks are. */
const mostDays = 31;

/** A period in days, or in weeks that begin on Monday where it is long; the first and the last may be shorter. */
export function spansOf(period: Period): readonly FiguresSpan[] {
  const days = daysOf(period);
  if (days.length <= mostDays) return days.map((day) => ({ from: day, days: [day] }));
  const monday = (day: string) => (new Date(Date.parse(day)).getUTCDay() + daysInWeek - 1) % daysInWeek;
  const weeks = Map.groupBy(days, (day) => Date.parse(day) - monday(day) * dayMs);
  return [...weeks.values()].map((some) => ({ from: some[0] ?? '', days: some }));
}

/** What was counted of a topic in a language, span by span. */
interface TopicSeries {
  readonly topic: string;
  readonly locale: Locale;
  readonly counts: readonly Counts[];
}

/** What was counted by topic and language over time, for those that were asked for; the topics in their order. */
export function byTopicOverTime(
  rows: readonly FiguresRow[],
  spans: readonly FiguresSpan[],
  topicOf: (row: FiguresRow) => string | null,
): readonly TopicSeries[] {
  const spanOf = new Map(spans.flatMap(({ days }, index) => days.map((day) => [day, index])));
  const series = Map.groupBy(
    rows.filter((row) => topicOf(row) !== null),
    (row) => JSON.stringify([topicOf(row), row.locale]),
  );
  return [...series]
    .map(([key, own]): TopicSeries => {
      const [topic, locale] = JSON.parse(key) as [string, Locale];
      const sums = addUp(own, ({ day }) => `${spanOf.get(day)}`);
      return { topic, locale, counts: spans.map((_, index) => sums.get(`${index}`) ?? noCounts) };
    })
    .sort((one, other) => one.topic.localeCompare(other.topic) || one.locale.localeCompare(other.locale));
}
