import { measures } from '../../../content/unanswered/askedQuestion.ts';
import type { FiguresRow } from '../../../content/unanswered/figures.ts';
import { tableCsv } from '../tableCsv.ts';

/** The figures as a table for other programs (RFC 4180), one row a day, entry, aspect and language. */
export function askedCsv(rows: readonly FiguresRow[]): string {
  return tableCsv([
    ['day', 'entry', 'aspect', 'language', ...measures],
    ...rows.map((row) => [
      row.day,
      row.entry,
      row.aspect,
      row.locale,
      ...measures.map((measure) => String(row[measure])),
    ]),
  ]);
}
