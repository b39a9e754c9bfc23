import { readFile, stat, writeFile } from 'node:fs/promises';
import { readCsv, writeCsv } from '../../content/sheets/csv.ts';
import { maxSheetBytes, type NumberedRow, type SheetRow } from '../../content/sheets/row.ts';
import { readXlsx, writeXlsx } from '../../content/sheets/xlsx.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';

type SheetFormat = 'csv' | 'xlsx';

/** Writes rows to a file. Where commas separate decimals, semicolons separate cells. @throws {CodedError} `content.invalid` */
export async function writeSheetFile(
  path: string,
  format: SheetFormat,
  rows: readonly SheetRow[],
  locale: Locale,
): Promise<void> {
  const bytes = format === 'xlsx' ? await writeXlsx(rows) : writeCsv(rows, locale === 'en' ? ',' : ';');
  await writeFile(path, bytes);
}

/** Reads the rows of a file. @throws {CodedError} `input.invalid` */
export async function readSheetFile(path: string, format: SheetFormat): Promise<readonly NumberedRow[]> {
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
  if (size === null) throw new CodedError('input.invalid', `There is no file ${path}: correct its name.`);
  if (size > maxSheetBytes) {
    throw new CodedError(
      'input.invalid',
      `${path} is larger than ${maxSheetBytes / 1_000_000} MB: import it in several files.`,
    );
  }
  const bytes = await readFile(path);
  return format === 'xlsx' ? readXlsx(bytes) : readCsv(bytes);
}
