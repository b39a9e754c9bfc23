import { CodedError } from '../../core/model/errors.ts';

/** Columns of a sheet, in the order in which they are written. */
const sheetColumns = ['entry', 'field', 'number', 'language', 'text', 'version'] as const;

type Column = (typeof sheetColumns)[number];

/** One text of an entry in one language. */
export type SheetRow = Readonly<Record<Column, string>>;

/** A row with its number in the file: the heading is row 1. */
export interface NumberedRow extends SheetRow {
  readonly row: number;
}

/** Columns without which no text has a place. */
const needed: readonly Column[] = ['entry', 'field', 'language', 'text'];

/** Largest file that is read, bytes. */
export const maxSheetBytes = 20_000_000;
/** Most rows of a file. */
export const maxRows = 200_000;

const maxReported = 20;

/** Something wrong with a row, and what to do. */
export interface RowProblem {
  readonly row: number;
  readonly message: string;
}

/** The error for a file in which rows are wrong. */
export function refusedRows(problems: readonly RowProblem[]): CodedError {
  const reported = problems.slice(0, maxReported).map(({ row, message }) => `row ${row}: ${message}`);
  const more = problems.length > maxReported ? [`… and ${problems.length - maxReported} more rows.`] : [];
  const lines = ['Nothing was imported. Correct these rows and import the file again:', ...reported, ...more];
  return new CodedError('input.invalid', lines.join('\n'));
}

/** What a person wrote in a cell, short and without control characters. */
export function quoted(cell: string): string {
  return JSON.stringify(cell.length > 60 ? `${cell.slice(0, 60)}…` : cell);
}

/**
 * Rows from cells, of which the first line names the columns. They may come in any order; those with other names are for
 * notes, and ignored. Empty rows are skipped.
 * @throws {CodedError} `input.invalid`
 */
export function rowsFromCells(cells: readonly (readonly string[])[]): readonly NumberedRow[] {
  if (cells.length > maxRows) {
    throw new CodedError('input.invalid', `A sheet holds at most ${maxRows} rows: import it in several files.`);
  }
  const heading = (cells[0] ?? []).map((cell) => cell.trim().toLowerCase());
  const missing = needed.filter((column) => !heading.includes(column));
  const twice = sheetColumns.filter((column) => heading.indexOf(column) !== heading.lastIndexOf(column));
  const wrong = missing.length > 0 ? `lacks the columns ${missing.join(', ')}` : `names ${twice.join(', ')} twice`;
  if (missing.length > 0 || twice.length > 0) {
    throw new CodedError(
      'input.invalid',
      `Row 1 ${wrong}: it must be ${sheetColumns.join(', ')}, as in an exported file.`,
    );
  }
  const cellOf = (line: readonly string[], column: Column) => line[heading.indexOf(column)] ?? '';
  return cells.slice(1).flatMap((line, index): readonly NumberedRow[] => {
    if (line.every((cell) => cell.trim() === '')) return [];
    return [
      {
        row: index + 2,
        entry: cellOf(line, 'entry').trim(),
        field: cellOf(line, 'field').trim(),
        number: cellOf(line, 'number').trim(),
        language: cellOf(line, 'language').trim().toLowerCase(),
        text: cellOf(line, 'text'),
        version: cellOf(line, 'version').trim(),
      },
    ];
  });
}

export function cellsFromRows(rows: readonly SheetRow[]): readonly (readonly string[])[] {
  return [sheetColumns, ...rows.map((row) => sheetColumns.map((column) => row[column]))];
}
