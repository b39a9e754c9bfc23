import type { Publication } from '../../../core/ports/publishedFigures.ts';
import { tableCsv } from '../tableCsv.ts';

/** Figures as a table for spreadsheets (RFC 4180): a row a cell. */
export function figuresCsv(publications: readonly Publication[]): string {
  const rows = publications.flatMap(({ period, figures }) =>
    figures.flatMap(({ id, total, cells, others }) => [
      [period, id, '(total)', total === null ? '' : String(total)],
      ...Object.entries(cells).map(([name, count]) => [period, id, name, String(count)]),
      ...(others === 0 ? [] : [[period, id, '(others)', String(others)]]),
    ]),
  );
  return tableCsv([['period', 'figure', 'cell', 'count'], ...rows]);
}
