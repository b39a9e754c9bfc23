import { setTimeout as sleep } from 'node:timers/promises';
import type { Commit } from '../../../src/core/model/commit.ts';
import { markOf } from '../../../src/transparency/log/batch.ts';
import { runSequencer } from '../../../src/transparency/log/sequencer.ts';
import { parseCheckpointText } from '../../../src/transparency/note/checkpoint.ts';
import { parseNote } from '../../../src/transparency/note/signedNote.ts';
import { benchLease, openLogFolder, uncounted } from './grownFolder.ts';
import { benchCommit, benchEntriesOf } from './realEntries.ts';

/**
 * Milliseconds from each commit until the checkpoint covers it, in a log of `from` entries that goes on at its own pace. The
 * journal is in memory; what a real one takes to be read comes on top, some milliseconds.
 */
export async function commitLatency(
  folder: string,
  { commits, from }: { readonly commits: number; readonly from: number },
): Promise<number[]> {
  const { files, batches, signer } = await openLogFolder(folder);
  const journal: Commit[] = [];
  const before = await batches.newest();
  if (before === null) throw new Error('the log is empty');
  // The commit that the log read last, so that it finds where to go on.
  const last = benchCommit(0, 0);
  const base = Number(before.before);
  const scan = async (cursor: string | null, limit: number) => {
    const at = Math.max(0, Number(cursor ?? 0) - base - 1);
    const known = [last, ...journal];
    const page = Number(cursor ?? 0) <= base ? known.slice(0, limit) : known.slice(1 + at, 1 + at + limit);
    return {
      commits: page,
      cursor: String(Number(cursor ?? 0) <= base ? base + page.length : base + 1 + at + page.length),
    };
  };
  const decided = { ...before, mark: markOf(last), cursor: String(base + 1) };
  const end = new AbortController();
  const running = runSequencer(
    {
      journal: { scan, load: async () => ({ latest: null, duplicateOf: 1 }) },
      entriesOf: benchEntriesOf(3_600_000),
      files,
      batches: { ...batches, newest: async () => decided },
      signer,
      ...uncounted,
    },
    benchLease,
    end.signal,
  );
  const waiting = new Map<number, number>();
  const latencies: number[] = [];
  const sizeNow = async () => {
    const text = String(await files.read('checkpoint'));
    return parseCheckpointText(parseNote(text).text).size;
  };
  for (let number = 1; latencies.length < commits; ) {
    if (number <= commits) {
      journal.push(benchCommit(number, Date.now()));
      waiting.set(from + number, performance.now());
      number += 1;
    }
    await sleep(100);
    const size = await sizeNow();
    for (const [needed, since] of waiting) {
      if (needed > size) continue;
      waiting.delete(needed);
      latencies.push(performance.now() - since);
    }
  }
  end.abort();
  await running;
  return latencies;
}
