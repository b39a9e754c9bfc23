import type { Publication, PublishedFigure, PublishedFigures } from '../../../core/ports/publishedFigures.ts';

/** Path of the page of all periods together. */
export const allPeriods = 'tot';

/**
 * All periods together, from what was published of each and nothing else: counted again, the sum would tell what a single
 * period keeps to itself. Null: nothing was published yet.
 */
export function cumulate({ publications }: Pick<PublishedFigures, 'publications'>): Publication | null {
  const first = publications[0];
  const last = publications.at(-1);
  if (first === undefined || last === undefined) return null;
  return {
    period: allPeriods,
    from: first.from,
    until: last.until,
    entries: last.entries,
    figures: last.figures.map(({ id }) => sumOf(id, publications)),
    acts: publications.flatMap(({ acts }) => acts),
  };
}

function sumOf(id: string, publications: readonly Publication[]): PublishedFigure {
  const cells = new Map<string, number>();
  let total: number | null = null;
  let others = 0;
  for (const { figures } of publications) {
    const figure = figures.find((each) => each.id === id);
    if (figure === undefined || figure.total === null) continue;
    total = (total ?? 0) + figure.total;
    others += figure.others;
    for (const [name, count] of Object.entries(figure.cells)) cells.set(name, (cells.get(name) ?? 0) + count);
  }
  const sorted = [...cells].sort(([one], [other]) => (one < other ? -1 : 1));
  return { id, total, cells: Object.fromEntries(sorted), others };
}
