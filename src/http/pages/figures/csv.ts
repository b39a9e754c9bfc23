import { measures } from '../../../content/unanswered/askedQuestion.ts';
import type { FiguresRow } from '../../../content/unanswered/figures.ts';

/** The figures as a table for other programs (RFC 4180), one row a day, entry, aspect and language. */
export function askedCsv(rows: readonly FiguresRow[]): string {
  const lines = rows.map((row) =>
    [row.day, row.entry, row.aspect, row.locale, ...measures.map((measure) => row[measure])].map(cell).join(','),
  );
  return `${[['day', 'entry', 'aspect', 'language', ...measures].join(','), ...lines].join('\r\n')}\r\n`;
}

/** Ids hold no comma; whatever does is quoted, and nothing is taken for a formula. */
function cell(value: string | number): string {
  const text = /^[=+\-@\t]/.test(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
