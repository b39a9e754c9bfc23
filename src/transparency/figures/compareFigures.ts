import type { PublishedFigures } from '../../core/ports/publishedFigures.ts';

/** How many differences are named. */
const maxNamed = 10;

/**
 * What differs between figures that somebody published and those that follow from the log, one line a difference. A log
 * that has grown since may have more periods.
 */
export function compareFigures(published: PublishedFigures, recomputed: PublishedFigures): readonly string[] {
  const differences: string[] = [];
  const note = (where: string, one: unknown, other: unknown) => {
    const [said, found] = [JSON.stringify(one), JSON.stringify(other)];
    if (said !== found) differences.push(`${where}: published ${said}, recomputed ${found}`);
  };
  note('log', published.origin, recomputed.origin);
  note('period', published.period, recomputed.period);
  note('smallest cell', published.smallestCell, recomputed.smallestCell);
  note('queries', published.queries, recomputed.queries);
  const found = new Map(recomputed.publications.map((each) => [each.period, each]));
  for (const publication of published.publications) {
    const own = found.get(publication.period);
    const named = new Map(own?.figures.map((figure) => [figure.id, figure]));
    for (const figure of publication.figures) note(`${publication.period} ${figure.id}`, figure, named.get(figure.id));
    note(`${publication.period} number of figures`, publication.figures.length, own?.figures.length);
    note(`${publication.period} acts`, publication.acts, own?.acts);
    note(`${publication.period} entries`, publication.entries, own?.entries);
  }
  for (const { period, figures } of recomputed.publications) {
    const total = (id: string) => figures.find((figure) => figure.id === id)?.total ?? null;
    for (const id of ['questions.language', 'questions.account']) {
      if (total(id) !== null && total(id) !== total('questions.outcome')) {
        differences.push(
          `${period} ${id}: the log says ${total(id)} questions, and has entries of ${total('questions.outcome')}`,
        );
      }
    }
  }
  const more = differences.length - maxNamed;
  return more > 0 ? [...differences.slice(0, maxNamed), `and ${more} more`] : differences;
}
