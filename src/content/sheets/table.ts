import Papa from 'papaparse';
import type { Locale } from '../../core/model/locale.ts';
import { guardCell } from './formulas.ts';

/** Without it, Excel takes the file for one of an old encoding. */
const byteOrderMark = '\uFEFF';

/**
 * Writes a table as CSV (RFC 4180) in UTF-8 for who reads this language: where commas separate decimals, semicolons
 * separate cells. No text in it is a formula for a spreadsheet.
 */
export function writeTable(rows: readonly (readonly (string | number | null)[])[], locale: Locale): Uint8Array {
  const isEnglish = locale === 'en';
  const cell = (value: string | number | null): string => {
    if (value === null) return '';
    if (typeof value === 'string') return guardCell(value);
    return isEnglish ? String(value) : String(value).replace('.', ',');
  };
  const cells = rows.map((row) => row.map(cell));
  const text = Papa.unparse(cells, { delimiter: isEnglish ? ',' : ';', newline: '\r\n', quotes: true });
  return new TextEncoder().encode(`${byteOrderMark}${text}\r\n`);
}
