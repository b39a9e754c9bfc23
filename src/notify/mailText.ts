import type { Notice } from '../core/event.ts';
import type { Locale } from '../core/locale.ts';
import { fill, wordsIn } from './words.ts';

/** The letter for a notice: code, department, deadline and where to look. Nothing that a citizen said or is. */
export function mailText(
  { case: code, reason, dueAt }: Notice,
  locale: Locale,
  department: string,
  link: string,
): { subject: string; text: string } {
  const { mail } = wordsIn(locale);
  const values = { code, department, link, due: dueAt === null ? '' : showMoment(dueAt, locale) };
  const lines = [
    fill(mail.reason[reason], values),
    fill(mail.department, values),
    ...(dueAt === null ? [] : [fill(mail.due, values)]),
    fill(mail.look, values),
    mail.why,
  ];
  return { subject: fill(mail.subject[reason], values), text: `${lines.join('\n\n')}\n` };
}

/** A moment in the town's time, as in `dimarts, 24 de novembre del 2026, a les 14:00`. */
export function showMoment(at: number, locale: Locale): string {
  const form = { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Madrid' } as const;
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, form).format(at);
}
