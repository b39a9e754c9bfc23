import type { DeskItem } from '../../../../src/content/desk/views.ts';
import { type Locale, locales } from '../../../../src/core/model/locale.ts';
import { finds } from '../fold.ts';

/** What the list of contents shows. */
export interface ContentFilter {
  readonly search: string;
  readonly kind: 'entry' | 'flow' | 'file';
  readonly topic: string;
  readonly department: string;
  readonly state: 'any' | 'draft' | 'incomplete' | 'expired';
  readonly sort: 'topic' | 'asked' | 'refused' | 'useless';
}

export const everything: ContentFilter = {
  search: '',
  kind: 'entry',
  topic: '',
  department: '',
  state: 'any',
  sort: 'topic',
};

/** The title in a language, or the nearest that there is. */
export function titleOf({ id, title }: Pick<DeskItem, 'id' | 'title'>, locale: Locale): string {
  const [first] = [locale, ...locales].flatMap((each) => title?.[each] ?? []);
  return first ?? id.replace(/^faq\/[^/]+\//, '');
}

/** How long a check against the source holds, in days. */
const checkedForDays = 365;
const dayMs = 86_400_000;

/** Whether an entry may be out of date on a day (`YYYY-MM-DD`): its validity is over, or its source was looked at long ago. */
export function isExpired({ validUntil, verified }: DeskItem, today: string): boolean {
  const isOld = verified !== null && Date.parse(verified) + checkedForDays * dayMs < Date.parse(today);
  return isOld || (validUntil !== null && validUntil < today);
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
      return filter.state === 'any' || isExpired(item, today);
    })
    .filter(({ id, title }) => finds(`${id} ${Object.values(title ?? {}).join(' ')}`, filter.search))
    .sort((one, other) => {
      const byTopic = (one.topic ?? '').localeCompare(other.topic ?? '');
      return byTopic || titleOf(one, locale).localeCompare(titleOf(other, locale), locale);
    });
}
