import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { CodedError } from '../../core/model/errors.ts';
import { readCsv, writeCsv } from './csv.ts';
import type { SheetReply, SheetWork } from './sheetThread.ts';
import { readXlsx, writeXlsx } from './xlsx.ts';

/** How far it stands back behind people's messages, where the system has a priority for each thread. */
const niceness = 10;
if (process.platform === 'linux') setPriority(niceness);

/** The first bytes of a file that is packed, as XLSX is. */
const packed = [0x50, 0x4b];

async function done(work: SheetWork): Promise<SheetReply> {
  if (work.kind === 'read') {
    const isPacked = packed.every((byte, index) => work.bytes[index] === byte);
    return { kind: 'read', rows: isPacked ? await readXlsx(work.bytes) : readCsv(work.bytes) };
  }
  const { format, rows, separator } = work;
  return { kind: 'written', bytes: format === 'xlsx' ? await writeXlsx(rows) : writeCsv(rows, separator) };
}

async function answer(work: SheetWork): Promise<SheetReply> {
  try {
    return await done(work);
  } catch (error) {
    if (error instanceof CodedError) return { kind: 'refused', code: error.code, message: error.message };
    throw error;
  }
}

parentPort?.postMessage(await answer(workerData));
