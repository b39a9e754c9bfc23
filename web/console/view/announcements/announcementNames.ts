import { seriesOf } from '../../../../src/core/model/announcements/recurrence.ts';
import { type Locale, locales } from '../../../../src/core/model/locale.ts';
import type { AnnouncementView } from '../../../../src/http/api/wireAnnouncements.ts';

/** The document of an announcement, or of what it is an occurrence of. */
export const documentOf = (id: string): string => `announcements/${seriesOf(id)}.yaml`;

/** Its title, in another language where it has none in this one. */
export function titleIn(view: Pick<AnnouncementView, 'title'> | null, id: string, locale: Locale): string {
  return [locale, ...locales].map((each) => view?.title?.[each]).find(Boolean) ?? id;
}
