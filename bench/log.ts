import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPages } from '../scripts/buildPages.mjs';
import { checkLog } from '../src/transparency/check/checkLog.ts';
import { openSource } from '../src/transparency/check/logSource.ts';
import { createFigures } from '../src/transparency/figures/figures.ts';
import { leafHash } from '../src/transparency/merkle/hashes.ts';
import { inclusionProof } from '../src/transparency/merkle/proofs.ts';
import { createTileReader } from '../src/transparency/merkle/tileReader.ts';
import { verifyInclusion } from '../src/transparency/merkle/verify.ts';
import { proveEntry } from '../src/transparency/receipts/proveEntry.ts';
import { commitLatency } from './support/publicLog/commitLatency.ts';
import { bytesIn, growFolder } from './support/publicLog/grownFolder.ts';
import { benchCommit, benchEntriesOf } from './support/publicLog/realEntries.ts';
import { sequencerCost } from './support/publicLog/sequencerCost.ts';
import { turnCost } from './support/publicLog/turnCost.ts';
import { percentile, printTable } from './support/table.ts';

/**
 * `npm run bench:log`: the public log with BENCH_ENTRIES (1,000,000) entries: how fast it grows, how large it is, what proofs and
 * full checks cost, how soon a commit is in the checkpoint, and what the log adds to the cost of a message. BENCH_DIR sets its folder.
 */
const count = Number(process.env.BENCH_ENTRIES ?? 1_000_000);
const proofs = 1_000;
const hourMs = 3_600_000;
const begun = Date.parse('2026-01-01T00:00:00Z');
const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-bench-'));
const missed: string[] = [];
const seconds = (from: number) => (performance.now() - from) / 1000;
const target = (what: string, { isMet }: { readonly isMet: boolean }) => {
  if (!isMet) missed.push(what);
};

try {
  const entriesOf = benchEntriesOf(hourMs);
  const entries: Buffer[] = [];
  const making = performance.now();
  // A year, so that a proof looks among the entries of its hour.
  for (let number = 0; entries.length < count; number += 1) {
    const at = begun + Math.floor((number / count) * 365 * 24) * hourMs;
    for (const line of await entriesOf(benchCommit(number, at))) entries.push(Buffer.from(line));
  }
  const madeIn = seconds(making);
  const bytes = entries.reduce((sum, { length }) => sum + length, 0);
  const grownIn = await growFolder(folder, entries, begun);
  const published = bytesIn(join(folder, 'public'));
  printTable(`${count} entries`, [
    { what: 'make them of commits, with salts and digests, µs an entry', figure: ((madeIn / count) * 1e6).toFixed(1) },
    { what: 'enter them, a thousand at a time, durably, s', figure: grownIn.toFixed(1) },
    { what: 'bytes an entry', figure: (bytes / count).toFixed(0) },
    { what: 'bytes published an entry, with tiles', figure: (published / count).toFixed(0) },
    { what: 'files published, MB', figure: (published / 1e6).toFixed(0) },
  ]);

  const source = openSource(join(folder, 'public'));
  const checking = performance.now();
  const { faults, checkpoint } = await checkLog(source, { keys: [], seen: null });
  const checkedIn = seconds(checking);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const counting = performance.now();
  await createFigures(source)();
  const countedIn = seconds(counting);

  const processor = process.cpuUsage();
  const alone: number[] = [];
  const whole: number[] = [];
  for (let proof = 0; proof < proofs; proof += 1) {
    const index = Math.floor(Math.random() * count);
    const entry = entries[index] ?? Buffer.alloc(0);
    // Nothing is cached from the previous proof: each reads its tiles from files.
    const from = performance.now();
    const path = await inclusionProof(createTileReader(source), count, index);
    alone.push(performance.now() - from);
    verifyInclusion(checkpoint, index, leafHash(entry), path);
    const again = performance.now();
    const at = String(JSON.parse(entry.toString()).at);
    if ((await proveEntry(source, { entry: entry.toString(), disclosures: [] }, at)) === null)
      throw new Error('not found');
    whole.push(performance.now() - again);
  }
  const { user, system } = process.cpuUsage(processor);
  const [path, file] = [alone.sort((a, b) => a - b), whole.sort((a, b) => a - b)];
  const shown = (times: readonly number[]) =>
    [0.5, 0.95, 0.99].map((share) => percentile(times, share).toFixed(2)).join(', ');
  printTable('Proofs and checks', [
    { what: 'proof of an entry, ms: p50, p95, p99', figure: shown(path) },
    { what: 'the same with finding the entry by its hour', figure: shown(file) },
    { what: 'processor time of both, ms', figure: ((user + system) / 1000 / proofs).toFixed(2) },
    { what: 'check of the whole log (log:verify), s', figure: checkedIn.toFixed(1) },
    { what: 'counting all figures again, s', figure: countedIn.toFixed(1) },
  ]);
  target('a proof takes less than 5 ms at p95', { isMet: percentile(path, 0.95) < 5 });

  const latency = await commitLatency(folder, { commits: 200, from: count });
  const times = latency.sort((a, b) => a - b);
  printTable('From the commit to the checkpoint, 10 commits a second, the log at its full size', [
    { what: 'ms: p50, p95, p99', figure: shown(times) },
    { what: 'longest, ms', figure: (times.at(-1) ?? 0).toFixed(0) },
  ]);
  target('a commit is in the checkpoint within 2 s', { isMet: (times.at(-1) ?? 0) < 2_000 });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

await buildPages({ force: false });
const own = await sequencerCost();
const turn = await turnCost();
printTable('Processor time a message, ms', [
  { what: 'of the whole service, all threads, without the log; median of rounds', figure: turn.toFixed(3) },
  { what: 'of the log alone, over SQLite, at 100 messages a second', figure: own.toFixed(3) },
  { what: 'the log adds', figure: `${((own / turn) * 100).toFixed(1)} %` },
]);
target('the log adds at most 5 % to a message', { isMet: own / turn <= 0.05 });
console.log(missed.length === 0 ? 'All targets met.' : `MISSED: ${missed.join('; ')}`);
process.exitCode = missed.length === 0 ? 0 : 1;
