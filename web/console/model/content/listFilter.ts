import type { DeskItem } from '../../../../src/content/desk/views.ts';
import { daysBetween } from '../../../../src/content/expiry.ts';
import { type Locale, locales } from '../../../../src/core/model/locale.ts';
import { finds } from '../fold.ts';

/** What the list of contents shows. */
export interface ContentFilter {
  readonly search: string;
  readonly kind: 'entry' | 'flow' | 'file';
  readonly topic: string;
  readonly department: string;
  readonly state: 'any' | 'draft' | 'incomplete' | 'expiring' | 'expired';
  /** How many days ahead `expiring` looks. */
  readonly days: number;
  readonly sort: 'topic' | 'asked' | 'refused' | 'useless' | 'expiry';
}

export const everything: ContentFilter = {
  search: '',
  kind: 'entry',
  topic: '',
  department: '',
  state: 'any',
  days: 30,
  sort: 'topic',
};

/** The title in a language, or the nearest that there is. */
export function titleOf({ id, title }: Pick<DeskItem, 'id' | 'title'>, locale: Locale): string {
  const [first] = [locale, ...locales].flatMap((each) => title?.[each] ?? []);
  return first ?? id.replace(/^faq\/[^/]+\//, '');
}

/** The choices of how many days ahead the list looks. */
export const daysAhead = [7, 30, 60, 90, 180] as const;

/** In how many days a fact of an entry expires: 0 on its last day, negative afterwards; null: never. */
export function expiresIn({ expires }: Pick<DeskItem, 'expires'>, today: string): number | null {
  return expires === null ? null : daysBetween(today, expires);
}

/** Whether an entry may be out of date on a day (`YYYY-MM-DD`): its validity is over, or its source was looked at long ago. */
export function isExpired(item: Pick<DeskItem, 'expires'>, today: string): boolean {
  return (expiresIn(item, today) ?? 0) < 0;
}

/** Whether it will be within so many days, and is not yet. */
function isExpiring(item: DeskItem, today: string, days: number): boolean {
  const left = expiresIn(item, today);
  return left !== null && left >= 0 && left <= days;
}

const kindOf = ({ kind, id }: DeskItem): ContentFilter['kind'] => (id.startsWith('flows/') ? 'flow' : kind);

/** The documents that a filter shows, by topic and title. */
export function shownItems(
  items: readonly DeskItem[],
  filter: ContentFilter,
  locale: Locale,
  today: string,
): readonly DeskItem[] {
  return items
    .filter((item) => kindOf(item) === filter.kind)
    .filter(({ id }) => !/^faq\/[^/]+$/.test(id))
    .filter(({ topic }) => filter.topic === '' || topic === filter.topic)
    .filter(({ department }) => filter.department === '' || department === filter.department)
    .filter((item) => {
      if (filter.state === 'draft') return item.state !== 'live' || item.proposal !== null;
      if (filter.state === 'incomplete') return item.languages.length < locales.length;
      if (filter.state === 'expiring') return isExpiring(item, today, filter.days);
      return filter.state === 'any' || isExpired(item, today);
    })
    .filter(({ id, title }) => finds(`${id} ${Object.values(title ?? {}).join(' ')}`, filter.search))
    .sort((one, other) => {
      const byTopic = (one.topic ?? '').localeCompare(other.topic ?? '');
      return byTopic || titleOf(one, locale).localeCompare(titleOf(other, locale), locale);
    });
}
