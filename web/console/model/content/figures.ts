import type { DeskItem } from '../../../../src/content/desk/views.ts';
import { noCounts } from '../../../../src/content/unanswered/askedQuestion.ts';
import type { EntryFigures } from '../../../../src/content/unanswered/views.ts';
import type { ContentFilter } from './listFilter.ts';

type ByEntry = ReadonlyMap<string, EntryFigures> | null;

/** The figures of a service that citizens get; null: there are none. */
export function figuresOf(
  { id, kind, state }: Pick<DeskItem, 'id' | 'kind' | 'state'>,
  figures: ByEntry,
): EntryFigures | null {
  if (figures === null || kind !== 'entry' || state === 'new') return null;
  const entry = id.replace(/^.*\//, '');
  return figures.get(entry) ?? { entry, ...noCounts };
}

/** How often people saw it: as an answer at once, or among choices. */
export const shownTimes = ({ given, offered }: EntryFigures): number => given + offered;

/** The list in another order: what was asked for, or refused, most comes first; or what expires next. */
export function sortedBy<T extends Pick<DeskItem, 'id' | 'kind' | 'state' | 'expires'>>(
  sort: ContentFilter['sort'],
  items: readonly T[],
  figures: ByEntry,
): readonly T[] {
  if (sort === 'expiry') {
    const dayOf = ({ expires }: T) => expires ?? '9999-12-31';
    return [...items].sort((one, other) => dayOf(one).localeCompare(dayOf(other)));
  }
  if (sort === 'topic' || figures === null) return items;
  const countOf = (item: T) => figuresOf(item, figures)?.[sort] ?? 0;
  return [...items].sort((one, other) => countOf(other) - countOf(one));
}
