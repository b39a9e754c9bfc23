import type { PublishedFigure } from '../../core/ports/publishedFigures.ts';

/**
 * What may be published of a table of counts, so that nobody finds out a cell below the smallest one: small cells are
 * put together, and if their sum says too much even so, the smallest of the others goes with them. Which cells they are is not
 * said, nor whether a cell that is not shown is 0.
 *
 * The exact total helps nobody further: what is left is the sum of at least two cells. So figures that divide
 * the same entries may stand next to each other, as long as none divides the cells of another one that is not shown
 * (`FigureQuery.of`), and sums over several periods are made of what was published.
 */
export function protect(
  counts: ReadonlyMap<string, number>,
  smallest: number,
): Pick<PublishedFigure, 'total' | 'cells' | 'others'> {
  const total = sum(counts.values());
  if (total < smallest) return { total: total === 0 ? 0 : null, cells: {}, others: 0 };
  const ascending = [...counts].filter(([, count]) => count > 0).sort(byCount);
  let others = 0;
  let hidden = 0;
  let last = 0;
  for (const [, count] of ascending) {
    const isSmall = count < smallest;
    // Which one of several as large is hidden would depend on their names, and tell that the rest is smaller.
    if (!isSmall && count !== last && !saysTooMuch({ others, hidden, last, smallest })) break;
    others += count;
    hidden += 1;
    last = count;
  }
  const shown = ascending.slice(hidden).sort(([one], [other]) => (one < other ? -1 : 1));
  return { total, cells: Object.fromEntries(shown), others };
}

/**
 * Whether the sum of hidden cells says too much: it is small itself, or all are small and each must be as large as a small
 * cell can be. `last`: the largest of them.
 */
function saysTooMuch({
  others,
  hidden,
  last,
  smallest,
}: {
  readonly others: number;
  readonly hidden: number;
  readonly last: number;
  readonly smallest: number;
}): boolean {
  if (hidden === 0) return false;
  return others < smallest || (last < smallest && others === hidden * (smallest - 1));
}

/** By count, and by name where that is the same: anybody who repeats it gets the same result. */
function byCount([one, few]: readonly [string, number], [other, many]: readonly [string, number]): number {
  return few - many || (one < other ? -1 : 1);
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
