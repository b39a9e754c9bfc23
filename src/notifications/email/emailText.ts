import type { Notification } from '../../core/model/event.ts';
import type { Locale, Localised } from '../../core/model/locale.ts';
import { createDates, type Dates } from '../../core/util/dates.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { stringsIn } from '../strings.ts';

/** A notification about a case. */
type CaseNotification = Omit<Notification, 'reason'> & {
  readonly reason: Exclude<Notification['reason'], 'content-expires'>;
};

/** What an e-mail says besides its notification. */
export interface MailTextValues {
  readonly department: string;
  /** Public address of the service, without a trailing slash. */
  readonly publicUrl: string;
  readonly timeZone: string;
  /** Name of the colleague for whom the reader stands in; null: nobody. */
  readonly insteadOf: string | null;
}

/** A service of which something expires. */
export interface DueService {
  readonly entry: string;
  readonly title: Localised;
  /** The first day on which something does, `YYYY-MM-DD`. */
  readonly day: string;
  /** What: its validity ends, or its source was checked a year before. */
  readonly fact: 'valid' | 'verified';
}

/**
 * The e-mail of a notification: code, department, deadline and where to look. Nothing about the citizen or what they
 * wrote.
 */
export function mailText(
  { case: code, reason, dueAt }: CaseNotification,
  locale: Locale,
  { department, publicUrl, timeZone, insteadOf }: MailTextValues,
): { subject: string; text: string } {
  const { mail } = stringsIn(locale);
  const link = `${publicUrl}/console/cas/${encodeURIComponent(code)}`;
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

/** The e-mail about services that expire: each with its day, the reason and its public page. */
export function servicesText(
  services: readonly DueService[],
  locale: Locale,
  { department, publicUrl, timeZone, insteadOf }: MailTextValues,
): { subject: string; text: string } {
  const { mail, services: strings } = stringsIn(locale);
  const list = [...services]
    .sort((one, other) => one.day.localeCompare(other.day))
    .map(({ entry, title, day, fact }) => {
      // Noon is of the same day in every zone that towns have.
      const said = createDates(locale, timeZone).day(Date.parse(`${day}T12:00Z`));
      const line = interpolate(strings.facts[fact], { title: title[locale], day: said });
      return `- ${line}\n  ${publicUrl}/temes/${encodeURIComponent(entry)}`;
    });
  const lines = [
    strings.intro,
    list.join('\n'),
    interpolate(mail.department, { department }),
    interpolate(strings.look, { link: `${publicUrl}/console/contingut` }),
    ...(insteadOf === null ? [] : [interpolate(mail.insteadOf, { name: insteadOf })]),
    strings.why,
  ];
  const subject = strings.subject[services.length === 1 ? 'one' : 'more'];
  const values = { title: services[0]?.title[locale], n: services.length };
  return { subject: interpolate(subject, values), text: `${lines.join('\n\n')}\n` };
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
