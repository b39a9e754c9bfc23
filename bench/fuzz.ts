import { buildPages } from '../scripts/buildPages.mjs';
import { buildServer } from '../scripts/buildServer.mjs';
import { growth, runFuzz } from './support/fuzz/runFuzz.ts';
import { printTable } from './support/table.ts';

/**
 * `npm run bench:fuzz`: requests, odd paths, uploads, upgrades, frames and broken bytes against a private service, with
 * its limits raised. It must not exit, answer 5xx, log an error or grow. BENCH_REQUESTS, BENCH_PARALLEL and BENCH_SEED
 * configure it.
 */
await buildPages({ force: false });
await buildServer({ force: false });
const requests = Number(process.env.BENCH_REQUESTS ?? 1_000_000);
const parallel = Number(process.env.BENCH_PARALLEL ?? 16);
const seed = Number(process.env.BENCH_SEED ?? Date.now() % 1_000_000);
/** How much more memory the last quarter may use than the second: caches fill slowly. */
const maxGrowth = 1.2;

console.log(`${requests} requests, ${parallel} at a time, seed ${seed}`);
const megabytes = (bytes: number) => Math.round(bytes / 1_048_576);
const report = await runFuzz({
  ...{ requests, parallel, seed, env: {} },
  progress: ({ requests: done, seconds, memory }) => {
    if (done % Math.ceil(requests / 20) < Math.ceil(requests / 100)) {
      console.log(`${done} requests  ${Math.round(seconds)} s  ${megabytes(memory)} MB`);
    }
  },
});

const statuses = [...new Set([...report.answers.values()].flatMap((counts) => [...counts.keys()]))].sort();
printTable(
  `Answers by kind of request, seed ${seed}`,
  Array.from(report.answers, ([kind, counts]) => ({
    kind,
    requests: [...counts.values()].reduce((sum, count) => sum + count, 0),
    ...Object.fromEntries(statuses.map((status) => [`${status} `, counts.get(status) ?? 0])),
  })),
);
printTable(
  'Memory of the service over time',
  report.samples
    .filter((_, index) => index % 10 === 9 || index === 0)
    .map(({ requests: done, seconds, memory }) => ({
      requests: done,
      seconds: Math.round(seconds),
      MB: megabytes(memory),
    })),
);
const grown = growth(report.samples);
console.log(
  `\n${Math.round(requests / report.seconds)} requests a second; the last quarter took ${grown.toFixed(2)} times the memory of the second one.`,
);
for (const fault of report.faults) console.log(`\n${fault}`);
console.log(`\n${report.faultCount} faults`);
process.exit(report.faultCount === 0 && grown < maxGrowth ? 0 : 1);
