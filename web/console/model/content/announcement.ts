import { type Frequency, type Recurrence, ruleDays } from '../../../../src/core/model/announcements/recurrence.ts';

/** The text of an announcement that is begun: for a day, published on the same day at nine. */
export function newAnnouncementText(title: string, day: string): string {
  const three = (text: string) => `{ ca: ${JSON.stringify(text)}, es: "", en: "" }`;
  return [
    'kind: notice',
    `title: ${three(title)}`,
    `text: ${three('')}`,
    `from: ${day}`,
    `until: ${day}`,
    `publishAt: ${day}T09:00`,
    'accounts: []',
    '',
  ].join('\n');
}

/** A day of the browser's clock, `YYYY-MM-DD`. */
export function formatDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The month before or after one, `YYYY-MM`. */
export function monthBeside(month: string, step: 1 | -1): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return formatDay(new Date(year, number - 1 + step, 1)).slice(0, 7);
}

/** The weeks of days, Monday first; null: a day of another month. */
export function weeksOfDays<T extends { readonly day: string }>(
  days: readonly T[],
): readonly (readonly (T | null)[])[] {
  const first = days[0];
  if (first === undefined) return [];
  const before = (new Date(`${first.day}T00:00Z`).getUTCDay() + 6) % 7;
  const cells = [...Array.from({ length: before }, () => null), ...days];
  const count = Math.ceil(cells.length / 7);
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (_unused, at) => cells[week * 7 + at] ?? null),
  );
}

/** A rule for another frequency, from the day on which an announcement begins; its end stays, or comes in a year. */
export function repeatFrom(frequency: Frequency, from: string, before: Recurrence | null): Recurrence {
  const at = Date.parse(`${from.slice(0, 10)}T00:00Z`);
  const first = Number.isNaN(at) ? new Date() : new Date(at);
  const day = ruleDays[(first.getUTCDay() + 6) % 7] ?? 'MO';
  const inAYear = new Date(Date.UTC(first.getUTCFullYear() + 1, first.getUTCMonth(), first.getUTCDate()));
  return {
    frequency,
    interval: 1,
    days: frequency === 'WEEKLY' ? [{ day, nth: null }] : [],
    end: before?.end ?? { until: inAYear.toISOString().slice(0, 10) },
  };
}
