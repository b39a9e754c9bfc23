import ca from '../../locales/ca.json' with { type: 'json' };
import en from '../../locales/en.json' with { type: 'json' };
import es from '../../locales/es.json' with { type: 'json' };
import type { Announcement } from '../core/model/announcements/announcement.ts';
import type { Locale, Localised } from '../core/model/locale.ts';
import type { Outbound } from '../core/model/message.ts';
import type { Translate } from '../core/ports/translate.ts';
import { render } from '../core/render/render.ts';
import { createDates } from '../core/util/dates.ts';
import { interpolate } from '../core/util/interpolate.ts';
import type { WritePost } from './carryOut.ts';

const strings: Localised<(typeof ca)['announcements']> = {
  ca: ca.announcements,
  es: es.announcements,
  en: en.announcements,
};

/** Writes posts in the first language of their account, as its channel shows them. */
export function createWritePost(deps: { readonly timeZone: () => string; readonly translate: Translate }): WritePost {
  return (announcement, account, as) => {
    const { locale, capabilities } = account;
    const text =
      announcement === null || as === 'withdrawn'
        ? strings[locale].withdrawn
        : announcementText(announcement, locale, { as, timeZone: deps.timeZone() });
    const outbound: Outbound = { text, choices: [], files: [], locale };
    const [message] = render(outbound, capabilities, deps.translate);
    if (message === undefined) throw new Error('a post has no text');
    const picture = announcement?.picture ?? null;
    return { message, picture: picture && { url: picture.url, alt: picture.alt[locale] } };
  };
}

/** The whole text of an announcement, light Markdown. */
export function announcementText(
  announcement: Announcement,
  locale: Locale,
  { as, timeZone }: { readonly as: 'new' | 'correction'; readonly timeZone: string },
): string {
  const own = strings[locale];
  const { location, neighbourhood, picture, link, from, until, allDay } = announcement;
  const when = createDates(locale, timeZone).span(from, until, { isWholeDays: allDay });
  const title = announcement.title[locale];
  const facts = [
    `- ${interpolate(own.when, { when })}`,
    ...(location === null ? [] : [`- ${interpolate(own.where, { where: location })}`]),
    ...(neighbourhood === null ? [] : [`- ${interpolate(own.neighbourhood, { neighbourhood })}`]),
  ];
  return [
    `**${as === 'correction' ? interpolate(own.correction, { title }) : title}**`,
    announcement.text[locale],
    facts.join('\n'),
    ...(picture === null ? [] : [interpolate(own.picture, { alt: picture.alt[locale] })]),
    ...(link === null ? [] : [`[${own.more}](${link})`]),
  ].join('\n\n');
}
