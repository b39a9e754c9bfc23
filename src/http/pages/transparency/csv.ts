import type { Publication } from '../../../core/ports/publishedFigures.ts';

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

export function tableCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/** Spreadsheets take what begins so for a formula. */
const formula = /^[=+\-@\t\r]/;

function quoted(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
