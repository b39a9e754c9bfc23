import { Worker } from 'node:worker_threads';
import { CodedError } from '../../core/model/errors.ts';
import { guardCell, unguardCell } from './formulas.ts';
import { cellsFromRows, type NumberedRow, rowsFromCells, type SheetRow } from './row.ts';
import { packZip, unpackZip } from './zip.ts';

/** Longest text of a cell, by the format. */
const maxCell = 32_767;
const limits = { bytes: 100_000_000, files: 200 };
const readMs = 60_000;
const memoryMb = 768;

/** Widths of the columns, in characters. */
const widths = [30, 24, 8, 10, 100, 12];

/**
 * Writes rows as XLSX. Every cell is text, so that nothing typed there turns into a date or a number.
 * @throws {CodedError} `content.invalid` for a text that no cell can hold
 */
export async function writeXlsx(rows: readonly SheetRow[]): Promise<Uint8Array> {
  // Loaded here, since few processes ever need it.
  const { default: write } = await import('write-excel-file/node');
  const cells = cellsFromRows(rows).map((line, index) =>
    line.map((text) => {
      const value = escaped(guardCell(text));
      if (value.length > maxCell) {
        throw new CodedError('content.invalid', `A text of row ${index + 1} is too long for .xlsx: export it as .csv.`);
      }
      const cell = { value, type: String, format: '@' } as const;
      return index === 0 ? { ...cell, fontWeight: 'bold' as const } : { ...cell, wrap: true };
    }),
  );
  return write(cells, { columns: widths.map((width) => ({ width })), stickyRowsCount: 1 }).toBuffer();
}

/**
 * Reads the first sheet of an XLSX file, in a thread with limits of time and memory.
 * @throws {CodedError} `input.invalid`
 */
export async function readXlsx(bytes: Uint8Array): Promise<readonly NumberedRow[]> {
  const files = unpackZip(bytes, limits);
  // Pictures and the like are not looked at. Packed again, so that the library unpacks what was counted here.
  const known = new Map([...files].filter(([name]) => /\.(?:xml|rels)$/i.test(name)));
  const cells = await readCells(packZip(known));
  return rowsFromCells(cells.map((line) => line.map(unguardCell)));
}

/** What the thread answers. */
export type CellsReply =
  | { readonly kind: 'cells'; readonly cells: readonly (readonly string[])[] }
  | { readonly kind: 'date'; readonly row: number }
  | { readonly kind: 'failed'; readonly message: string };

async function readCells(bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  const worker = new Worker(new URL('./xlsxWorker.ts', import.meta.url), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    execArgv: [],
    // What the library complains of is no news for the people who run the command.
    stderr: true,
  });
  const { promise, resolve, reject } = Promise.withResolvers<CellsReply>();
  const refuse = (cause: unknown) => {
    const advice = 'The spreadsheet takes too long or too much memory to read: save only the exported columns as .csv.';
    reject(new CodedError('input.invalid', `${advice} Nothing was imported.`, { cause }));
  };
  const timer = setTimeout(() => refuse(null), readMs);
  worker.once('message', resolve);
  worker.once('error', refuse);
  worker.once('exit', refuse);
  try {
    const reply = await promise;
    if (reply.kind === 'cells') return reply.cells;
    const advice =
      reply.kind === 'date'
        ? `Row ${reply.row}: a cell holds a date: format its column as text, and write it again.`
        : `The spreadsheet cannot be read (${reply.message}): save it again as .xlsx, or as CSV UTF-8.`;
    throw new CodedError('input.invalid', `${advice} Nothing was imported.`);
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/**
 * What XML or the library cannot hold, and what looks as if it were such, as `_x000D_`: so the format has it (ECMA-376, ST_Xstring), and
 * so spreadsheets and the library that reads take it.
 */
function escaped(text: string): string {
  const code = (char: string) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  const written = text
    .toWellFormed()
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/(?![\t\n])[\p{Cc}\p{NChar}\ufffd]/gu, (char) => char.split('').map(code).join(''));
  // The library that writes takes these names for texts that it has written before.
  return written in {} ? code(written) + written.slice(1) : written;
}
