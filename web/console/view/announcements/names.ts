import { type Locale, locales } from '../../../../src/core/model/locale.ts';
import type { AnnouncementView } from '../../../../src/http/api/wireAnnouncements.ts';

/** The document of an announcement. */
export const documentOf = (id: string): string => `announcements/${id}.yaml`;

/** Its title, in another language where it has none in this one. */
export function titleIn(view: Pick<AnnouncementView, 'title'> | null, id: string, locale: Locale): string {
  return [locale, ...locales].map((each) => view?.title?.[each]).find(Boolean) ?? id;
}
