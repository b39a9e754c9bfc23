import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { learnAhead } from '../scripts/learnAhead.mjs';
import { findRedis, redisServer } from '../scripts/redis.mjs';
import { type Service, startProgram, temporaryFolder } from '../test/support/service.ts';
import { until } from '../test/support/until.ts';
import { percentile, printTable } from './support/table.ts';

/**
 * `npm run bench:swap`: how long it takes, after a release is recorded, until three processes of a service answer by it, on the
 * shipped content. What a release needs to learn is learned before it is recorded, and is not measured. In one series the other
 * processes learn of it by signals alone; in the other no signal arrives and they poll. `BENCH_SWAPS` (20), `BENCH_MEANING` (`off`).
 */
const swaps = Number(process.env.BENCH_SWAPS ?? 20);
const mostMs = 2_000;
const document = 'faq/padro/padro.alta';
const first = 'Per empadronar-vos al Prat';
const preload = (name: string) => [
  '--import',
  fileURLToPath(new URL(`../test/composition/support/${name}`, import.meta.url)),
];
const ways = {
  signal: { maker: [], other: preload('signalsOnly.mjs') },
  poll: { maker: preload('lostSignals.mjs'), other: [] },
};
const redisPath = findRedis();
if (redisPath === null) throw new Error('Redis not found: install redis-server, or set REDIS_SERVER');
await learnAhead({ force: false });
const redis = await redisServer({ path: redisPath, settings: [] });

const rows: Record<string, string | number>[] = [];
let worst = 0;
for (const [way, { maker, other }] of Object.entries(ways)) {
  const { own, others, apart, cost } = await measure(maker, other);
  worst = Math.max(worst, ...own, ...others);
  rows.push(
    rowOf(way, 'the process that makes it', own),
    rowOf(way, 'two others', others),
    rowOf(way, 'first and last apart', apart),
    rowOf(way, 'processor time of one other', cost),
  );
}
await redis.stop();
printTable(`${swaps} releases, milliseconds after each was recorded`, rows);
console.log(`Load of the machine in the last minute: ${loadavg()[0]?.toFixed(1)}.`);
console.log(`Target: each process within ${mostMs} ms. ${worst < mostMs ? 'Met.' : 'MISSED.'}`);
process.exit(worst < mostMs ? 0 : 1);

async function measure(maker: readonly string[], other: readonly string[]) {
  const folder = temporaryFolder();
  const services: Service[] = [];
  try {
    for (const node of [maker, other, other]) {
      const words = [...node, 'test/composition/children/toyService.ts', '--role', 'web,worker'];
      const env = {
        DATA_DIR: folder.path,
        TOY_NOTES: '/dev/null',
        REDIS_URL: redis.url,
        LEARNT_DIR: `${folder.path}/learnt`,
      };
      services.push(await startProgram(words, { ...env, MEANING: process.env.BENCH_MEANING ?? 'off' }));
    }
    const [url] = services.map((service) => service.url);
    const own: number[] = [];
    const others: number[] = [];
    const apart: number[] = [];
    const cost: number[] = [];
    let text = first;
    for (let count = 1; count <= swaps; count++) {
      const next = `${first} ${count}`;
      const path = `/toy-release/${encodeURIComponent(text)}/${encodeURIComponent(next)}`;
      const [, watched] = services;
      const before = processorMs(watched?.pid ?? 0);
      const response = await fetch(url + path, { method: 'POST', body: document });
      if (response.status !== 200) throw new Error(`publishing failed: ${await response.text()}`);
      const { at } = (await response.json()) as { readonly at: number };
      await until(() => services.every((service) => usesIn(service).length === count));
      const [mine = 0, ...rest] = services.map((service) => (usesIn(service).at(-1) ?? 0) - at);
      cost.push(processorMs(watched?.pid ?? 0) - before);
      own.push(mine);
      others.push(...rest);
      apart.push(Math.max(mine, ...rest) - Math.min(mine, ...rest));
      text = next;
    }
    return { own, others, apart, cost };
  } finally {
    await Promise.all(services.map((service) => service.stop('SIGTERM')));
    folder.remove();
  }
}

/** Processor time that a process has used, milliseconds, in steps of ten. */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** When a process started to use new content, milliseconds since 1970, according to its log. */
function usesIn(service: Service): readonly number[] {
  const lines = service.output().split('\n');
  return lines
    .filter((line) => line.includes('new content is in use'))
    .map((line) => (JSON.parse(line) as { readonly time: number }).time);
}

function rowOf(way: string, what: string, times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  return { by: way, what, median: percentile(sorted, 0.5), worst: sorted.at(-1) ?? Number.NaN };
}
