import ca from '../../../locales/ca.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import type { ReminderKind } from '../../core/model/announcements/subscription.ts';
import type { Locale, Localised } from '../../core/model/locale.ts';
import type { Outbound } from '../../core/model/message.ts';
import { toPlainText } from '../../core/render/plainText.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { createLruCache } from '../../core/util/lruCache.ts';
import { announcementText } from '../writePost.ts';
import type { SubscriberItem } from './decideDelivery.ts';

const strings: Localised<(typeof ca)['announcements']['subscription']> = {
  ca: ca.announcements.subscription,
  es: es.announcements.subscription,
  en: en.announcements.subscription,
};

/** What messages to those who are told need to know. */
interface SubscriberWriterDeps {
  readonly timeZone: () => string;
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  readonly council: (locale: Locale) => string;
}

/** An e-mail without its addressee. */
interface SubscriberText {
  readonly subject: string;
  readonly text: string;
}

/** Links by which the reader of an address says what they want. */
interface MailLinks {
  readonly manage: string;
  readonly end: string;
}

/** Texts that are kept: a few announcements at once, in three languages. */
const writtenTexts = 100;

export function createSubscriberWriter({ timeZone, url, council }: SubscriberWriterDeps) {
  const addressOf = (id: string, locale: Locale) => `${url}/agenda/${id}?lang=${locale}`;
  // Thousands are told the same: writing dates costs milliseconds, and memory that is given back late.
  const written = createLruCache<string, string>(writtenTexts);

  function whole({ announcement, isCorrection }: SubscriberItem, locale: Locale): string {
    const { id, version } = announcement;
    const key = JSON.stringify([id, version, isCorrection, locale, timeZone()]);
    const text =
      written.get(key) ??
      announcementText(announcement, locale, { as: isCorrection ? 'correction' : 'new', timeZone: timeZone() });
    written.set(key, text);
    return text;
  }

  /** Several announcements in few lines: what each is, and where all of it is. */
  function summary(items: readonly SubscriberItem[], locale: Locale): string {
    const lines = items.map(({ announcement: { id, title } }) => `- [${title[locale]}](${addressOf(id, locale)})`);
    return [`**${interpolate(strings[locale].digest, { council: council(locale) })}**`, lines.join('\n')].join('\n\n');
  }

  return {
    /** Messages for a conversation: each on its own, or several as one. */
    write(items: readonly SubscriberItem[], locale: Locale, as: 'digest' | 'each'): readonly Outbound[] {
      const message = (text: string, some: readonly SubscriberItem[]): Outbound => ({
        text: `${text}\n\n${strings[locale].footer}`,
        choices: [],
        files: [],
        locale,
        announces: some.map(({ announcement: { id, version } }) => ({ id, version })),
      });
      if (as === 'digest') return [message(summary(items, locale), items)];
      return items.map((each) => message(whole(each, locale), [each]));
    },

    remind: (what: ReminderKind, locale: Locale): Outbound => ({
      text: `${strings[locale].reminders[what]}\n\n${strings[locale].reminderFooter}`,
      choices: [],
      files: [],
      locale,
    }),

    mail(items: readonly SubscriberItem[], locale: Locale, { manage, end }: MailLinks): SubscriberText {
      const [first] = items;
      const isOne = items.length === 1 && first !== undefined;
      const many = interpolate(strings[locale].subject, { n: String(items.length), council: council(locale) });
      const title = first?.announcement.title[locale] ?? '';
      const footer = interpolate(strings[locale].mailFooter, { manage, end });
      const text = isOne
        ? `${whole(first, locale)}\n\n[${strings[locale].onPage}](${addressOf(first.announcement.id, locale)})`
        : summary(items, locale);
      return { subject: isOne ? title : many, text: `${toPlainText(text)}\n\n-- \n${footer}` };
    },

    ask(locale: Locale, url: string, what: string): SubscriberText {
      const values = { url, what, council: council(locale) };
      const { subject, text } = strings[locale].ask;
      return { subject: interpolate(subject, values), text: interpolate(text, values) };
    },
  };
}

export type SubscriberWriter = ReturnType<typeof createSubscriberWriter>;
