import { Worker } from 'node:worker_threads';
import { CodedError, type ErrorCode } from '../../core/model/errors.ts';
import type { Separator } from './csv.ts';
import { maxSheetBytes, type NumberedRow, type SheetRow } from './row.ts';

export type SheetFormat = 'csv' | 'xlsx';

/** What the thread is to do. */
export type SheetWork =
  | {
      readonly kind: 'write';
      readonly format: SheetFormat;
      readonly rows: readonly SheetRow[];
      readonly separator: Separator;
    }
  | { readonly kind: 'read'; readonly bytes: Uint8Array };

/** What the thread answers. */
export type SheetReply =
  | { readonly kind: 'written'; readonly bytes: Uint8Array }
  | { readonly kind: 'read'; readonly rows: readonly NumberedRow[] }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string };

/** Writes rows as a file, off the event loop: some seconds for all texts. @throws {CodedError} `content.invalid` */
export async function writeSheet(
  format: SheetFormat,
  rows: readonly SheetRow[],
  separator: Separator,
): Promise<Uint8Array> {
  const reply = await run({ kind: 'write', format, rows, separator });
  if (reply.kind !== 'written') throw new Error('the thread answered something else');
  return reply.bytes;
}

/** Reads the rows of a file in CSV or XLSX, off the event loop. @throws {CodedError} `input.invalid`, `input.too-large` */
export async function readSheet(bytes: Uint8Array): Promise<readonly NumberedRow[]> {
  if (bytes.length > maxSheetBytes) {
    const most = maxSheetBytes / 1_000_000;
    throw new CodedError('input.too-large', `The file is larger than ${most} MB: import it in several files.`);
  }
  const reply = await run({ kind: 'read', bytes });
  if (reply.kind !== 'read') throw new Error('the thread answered something else');
  return reply.rows;
}

/** What was asked for before: one file after the other, however many ask. */
let last: Promise<unknown> = Promise.resolve();

function run(work: SheetWork): Promise<SheetReply> {
  const mine = last.then(() => runNow(work));
  last = mine.catch(() => {});
  return mine;
}

async function runNow(work: SheetWork): Promise<SheetReply> {
  const worker = new Worker(new URL('./sheetWorker.ts', import.meta.url), { workerData: work, execArgv: [] });
  const { promise, resolve, reject } = Promise.withResolvers<SheetReply>();
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', (code) => reject(new Error(`the thread for sheets ended with ${code}`)));
  try {
    const reply = await promise;
    if (reply.kind === 'refused') throw new CodedError(reply.code, reply.message);
    return reply;
  } finally {
    await worker.terminate();
  }
}
