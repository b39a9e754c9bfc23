import { isBeforeEnd } from '../../../../src/core/model/announcements/announcement.ts';
import {
  type Frequency,
  isOccurrence,
  type Recurrence,
  ruleDays,
} from '../../../../src/core/model/announcements/recurrence.ts';
import type { AnnouncementView } from '../../../../src/http/api/wireAnnouncements.ts';

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

/** Why a day is none on which something can go out; null: it is one. Days and times of its document, `today` as `YYYY-MM-DD`. */
export function dayFault(
  day: string,
  today: string,
  { publishAt, until }: { readonly publishAt: string; readonly until: unknown },
): 'movedPast' | 'movedOver' | null {
  if (day < today) return 'movedPast';
  return typeof until === 'string' && !isBeforeEnd(day + publishAt.slice(10), until) ? 'movedOver' : null;
}

/** Whether an announcement can still be moved: it has not gone out, and is not one of many. */
export function isMovable(view: AnnouncementView | undefined): view is AnnouncementView {
  if (view === undefined || view.repeats !== null || view.wentOut || isOccurrence(view.id)) return false;
  return view.publishAt !== null && (view.stage === 'draft' || view.stage === 'scheduled' || view.stage === 'held');
}

/** The month before or after one, `YYYY-MM`. */
export function monthBeside(month: string, step: 1 | -1): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7);
}

/** Whole weeks of days. */
export function weeksOfDays<T>(days: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

/** The Monday of the week of a day, or of the week so many later. */
export function mondayOf(day: string, weeksLater = 0): string {
  const at = Date.parse(`${day}T00:00Z`);
  const monday = at + (weeksLater * 7 - ((new Date(at).getUTCDay() + 6) % 7)) * 86_400_000;
  return new Date(monday).toISOString().slice(0, 10);
}

/** The month of which a week is: that of its Thursday. */
export function monthOfWeek(monday: string): string {
  return new Date(Date.parse(`${monday}T00:00Z`) + 3 * 86_400_000).toISOString().slice(0, 7);
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
