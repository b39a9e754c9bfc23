import Papa from 'papaparse';
import { CodedError } from '../../core/model/errors.ts';
import { guardCell, unguardCell } from './formulas.ts';
import { cellsFromRows, maxRows, type NumberedRow, rowsFromCells, type SheetRow } from './row.ts';

/** Without it, Excel takes the file for one of an old encoding. */
const byteOrderMark = '\uFEFF';

/** What separates cells: Excel expects a semicolon where a comma separates decimals. */
export type Separator = ',' | ';';

/** Writes rows as CSV (RFC 4180) in UTF-8. */
export function writeCsv(rows: readonly SheetRow[], separator: Separator): Uint8Array {
  const cells = cellsFromRows(rows).map((line) => line.map(guardCell));
  const text = Papa.unparse(cells, { delimiter: separator, newline: '\r\n', quotes: true });
  return new TextEncoder().encode(`${byteOrderMark}${text}\r\n`);
}

/** Reads CSV as rows of texts. @throws {CodedError} `input.invalid` */
export function readCsv(bytes: Uint8Array): readonly NumberedRow[] {
  return rowsFromCells(readCells(decode(bytes)));
}

/**
 * The cells of a text in CSV, separated by commas, semicolons or tabs.
 * @throws {CodedError} `input.invalid`
 */
export function readCells(given: string): readonly (readonly string[])[] {
  const text = given.replace(/^\uFEFF/, '');
  const heading = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const delimiter = [';', '\t', ','].find((each) => heading.includes(each)) ?? ',';
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, preview: maxRows + 1 });
  const [error] = errors;
  if (error !== undefined) {
    const row = error.row === undefined ? '' : `Row ${error.row + 1}: `;
    const advice = 'a cell with quotation marks is not closed: save the file again from the spreadsheet as CSV UTF-8';
    throw new CodedError('input.invalid', `${row}${advice}. Nothing was imported.`);
  }
  return data.map((line) => line.map(unguardCell));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const advice = 'The file is not UTF-8: save it as “CSV UTF-8”, or as .xlsx. Nothing was imported.';
    throw new CodedError('input.invalid', advice, { cause });
  }
}
