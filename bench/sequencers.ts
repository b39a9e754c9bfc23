import { leaseTimes } from '../src/store/redis/leases.ts';
import { logWrongs } from './support/publicLog/judgeLog.ts';
import { runSequencerChaos } from './support/publicLog/sequencerChaos.ts';
import { percentile, printTable } from './support/table.ts';

/**
 * `npm run bench:sequencers`: BENCH_PROCESSES (4) processes share a store, and the one that continues the public log is killed or
 * suspended at random, BENCH_KILLS (30) and BENCH_SUSPENSIONS (10) times, while all of them write. BENCH_STORE=mongo runs it on
 * FerretDB; BENCH_SEED repeats the same moments.
 */
const store = process.env.BENCH_STORE === 'mongo' ? 'mongo' : 'sqlite';
const seed = Number(process.env.BENCH_SEED ?? Date.now() % 1_000_000);
const processes = Number(process.env.BENCH_PROCESSES ?? 4);
const report = await runSequencerChaos({
  ...{ seed, processes, store, leaseTimes, pace: 1, pause: store === 'mongo' ? 500 : 50, longestLife: 3_000 },
  kills: Number(process.env.BENCH_KILLS ?? 30),
  suspensions: Number(process.env.BENCH_SUSPENSIONS ?? 10),
});
const { faults: _, takeovers, ...counts } = report;
printTable(`${processes} processes on ${store === 'mongo' ? 'FerretDB' : 'SQLite'}, seed ${seed}`, [
  ...Object.entries(counts).map(([what, figure]) => ({ what, figure })),
  { what: 'until another one holds the lease, ms: p50, longest', figure: shown(takeovers) },
]);
const wrong = [...logWrongs(report), ...(report.lost > 0 ? [`lost: ${report.lost}`] : [])];
console.log(
  wrong.length === 0 ? 'Every public event once, in order, in one history.' : `NOT CLEAN: ${wrong.join('; ')}`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;

function shown(times: readonly number[]): string {
  return [percentile(times, 0.5), times.at(-1) ?? 0].map((time) => time.toFixed(0)).join(', ');
}
