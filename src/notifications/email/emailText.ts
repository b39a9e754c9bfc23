import type { Notification } from '../../core/model/event.ts';
import type { Locale } from '../../core/model/locale.ts';
import { createDates, type Dates } from '../../core/util/dates.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { stringsIn } from '../strings.ts';

/**
 * The e-mail of a notification: code, department, deadline and where to look. Nothing about the citizen or what they
 * wrote.
 */
export function mailText(
  { case: code, reason, dueAt }: Notification,
  locale: Locale,
  {
    department,
    link,
    timeZone,
    insteadOf,
  }: {
    readonly department: string;
    readonly link: string;
    readonly timeZone: string;
    /** Name of the colleague for whom the reader stands in; null: nobody. */
    readonly insteadOf: string | null;
  },
): { subject: string; text: string } {
  const { mail } = stringsIn(locale);
  const values = { code, department, link, due: dueAt === null ? '' : showDeadline(dueAt, locale, timeZone) };
  const lines = [
    interpolate(mail.reason[reason], values),
    interpolate(mail.department, values),
    ...(dueAt === null ? [] : [interpolate(mail.due, values)]),
    interpolate(mail.look, values),
    ...(insteadOf === null ? [] : [interpolate(mail.insteadOf, { name: insteadOf })]),
    mail.why,
  ];
  return { subject: interpolate(mail.subject[reason], values), text: `${lines.join('\n\n')}\n` };
}

const dates = new Map<string, Dates>();

/**
 * A deadline in the form that the citizen reads, as in `dimarts, 24 de novembre del 2026, a les 14:00`, where the town
 * is.
 */
export function showDeadline(at: number, locale: Locale, timeZone: string): string {
  const key = `${locale} ${timeZone}`;
  const known = dates.get(key) ?? createDates(locale, timeZone);
  dates.set(key, known);
  return known.until(at);
}
