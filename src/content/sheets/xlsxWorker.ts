import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/node';
import type { CellsReply } from './xlsx.ts';

/** The cells of the first sheet as texts. */
async function read(): Promise<CellsReply> {
  try {
    const rows = await readSheet(Buffer.from(workerData as Uint8Array), { trim: false });
    const date = rows.findIndex((row) => row.some((cell) => cell instanceof Date));
    if (date >= 0) return { kind: 'date', row: date + 1 };
    return { kind: 'cells', cells: rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))) };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message.slice(0, 200) : 'unknown' };
  }
}

parentPort?.postMessage(await read());
