import { openIndex, trainIndex } from '../../language/retrieval/index.ts';
import type { Content } from '../content.ts';
import { variantsOf } from '../entries.ts';
import type { RankedEntries } from './clashes.ts';
import type { Wording } from './views.ts';

/** Parts into which the questions of each entry are cut: each is ranked by what is learnt from all others. */
const folds = 6;
const seed = 1;
const limit = 5;

/**
 * Ranks each question by words that were learnt without it: one training for a sixth of the questions of every entry,
 * instead of one for each question. CPU-bound, seconds.
 */
export function rankWithoutEach(content: Content, wordings: readonly Wording[]): (index: number) => RankedEntries {
  const counts = new Map<string, number>();
  const foldOf = wordings.map(({ entry }) => {
    const at = counts.get(entry) ?? 0;
    counts.set(entry, at + 1);
    return at % folds;
  });
  const left = Array.from({ length: folds }, () => new Set<string>());
  for (const [index, { entry, text }] of wordings.entries()) left[foldOf[index] as number]?.add(`${entry} ${text}`);
  const entries = variantsOf(content);
  const found: RankedEntries[] = [];
  for (const [fold, without] of left.entries()) {
    const index = openIndex(
      trainIndex(
        entries.map(({ id, variants }) => ({
          id,
          variants: variants.filter(({ text }) => !without.has(`${id} ${text}`)),
        })),
        { seed },
      ),
    );
    for (const [at, { text, locale }] of wordings.entries())
      if (foldOf[at] === fold) found[at] = { ranked: index.rank(text, locale, limit), voice: 'words' };
  }
  return (index) => found[index] ?? { ranked: [], voice: 'words' };
}
