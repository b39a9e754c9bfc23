import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Lease } from '../../../src/core/ports/lease.ts';
import { systemTimer } from '../../../src/core/util/sleep.ts';
import { openAppender } from '../../../src/transparency/log/appender.ts';
import { type Batch, createBatches } from '../../../src/transparency/log/batch.ts';
import { createDurableFiles } from '../../../src/transparency/log/durableFiles.ts';
import { openLogKeys } from '../../../src/transparency/log/logKeys.ts';
import {
  defaultFigures,
  formatPolicy,
  type LogPolicy,
  newPolicy,
  policyPath,
} from '../../../src/transparency/log/logPolicy.ts';
import { silent } from '../scale/silent.ts';

export const origin = 'bench.example/transparencia/log';

export const benchLease: Lease = {
  name: 'public log',
  token: 1,
  held: () => true,
  lost: new AbortController().signal,
  release: async () => {},
};

/** What a sequencer needs besides journal and folder, where nobody reads its figures. */
export const uncounted = {
  countFrom: () => ({ add: () => [], counts: () => null }),
  clock: Date.now,
  timer: systemTimer,
  caughtUp: () => {},
};

/** The parts of a log in a folder. */
export async function openLogFolder(folder: string) {
  const files = createDurableFiles(join(folder, 'public'), { file: 0o644, folder: 0o755 });
  const batchFolder = join(folder, 'batches');
  const batches = createBatches(batchFolder, createDurableFiles(batchFolder, { file: 0o600, folder: 0o700 }));
  const signer = (await openLogKeys(join(folder, 'keys'), silent))(origin);
  return { files, batches, signer };
}

/** Puts entries into a log, so many at once as a sequencer that catches up does; resolves to the seconds that it took. */
export async function growFolder(
  folder: string,
  entries: readonly Buffer[],
  at: number,
  figures: Required<LogPolicy>['figures'] = defaultFigures,
): Promise<number> {
  const { files, batches, signer } = await openLogFolder(folder);
  await files.write(policyPath, Buffer.from(formatPolicy({ ...newPolicy(signer, at), figures })));
  const appender = await openAppender({ files, batches, signer, token: 1, isHeld: () => true });
  const begin = performance.now();
  const portion = 1_000;
  for (let from = 0; from < entries.length; from += portion) {
    const lines = entries.slice(from, from + portion).map(String);
    const cursor = String(from + lines.length);
    const decision: Omit<Batch, 'form' | 'from' | 'checkpoint'> = {
      token: 1,
      entries: lines,
      before: String(from),
      cursor,
      mark: cursor,
      counted: null,
    };
    await appender.append(decision, at);
  }
  return (performance.now() - begin) / 1000;
}

/** Bytes of all files below a folder. */
export function bytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
