import type { DeskItem } from '../../../../src/content/desk/views.ts';
import { foldForSearch } from '../fold.ts';

/** Words of fewer letters say little: "de", "per". */
const leastLetters = 4;
/** What words must have in common at their beginning: "casal" and "casals" are the same. */
const mostCompared = 6;
const mostShown = 3;

/** Services whose Catalan title has all the significant words of another one, in some form; the shortest titles first. */
export function similarServices(items: readonly DeskItem[], title: string): readonly DeskItem[] {
  const wanted = stemsOf(title);
  if (wanted.length === 0) return [];
  return items
    .filter(({ kind, id }) => kind === 'entry' && id.startsWith('faq/'))
    .filter(({ title: other }) => {
      const own = stemsOf(other?.ca ?? '');
      return wanted.every((stem) => own.some((each) => each.startsWith(stem)));
    })
    .sort((one, other) => (one.title?.ca ?? '').length - (other.title?.ca ?? '').length)
    .slice(0, mostShown);
}

function stemsOf(title: string): readonly string[] {
  return foldForSearch(title)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= leastLetters)
    .map((word) => word.replace(/(?:es|s|a)$/, '').slice(0, mostCompared));
}
