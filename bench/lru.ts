import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createLruCache, type LruCache } from '../src/core/util/lruCache.ts';
import { percent } from './support/measures.ts';
import { randomNumbers } from './support/random.ts';
import { percentile, printTable } from './support/table.ts';
import { zipf } from './support/zipf.ts';

/**
 * `npm run bench:lru`: our cache and the package `lru-cache`, for decision 0020. The package is no dependency: the copy of a
 * tool of the tests is measured.
 */
type Package = { readonly LRUCache: new (options: { readonly max: number }) => LruCache<number, number> };
const ofTool = createRequire(import.meta.resolve('path-scurry'));
const { LRUCache }: Package = ofTool('lru-cache');
const [folder = ''] = ofTool.resolve('lru-cache').split('/dist/');
const { version }: { readonly version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

const requests = 2_000_000;
const rounds = 3;

/** Asks for keys and sets those that are missing. Nanoseconds of this thread per request, and the share that was there. */
function ask(cache: Pick<LruCache<number, number>, 'get' | 'set'>, keys: Uint32Array): { ns: number; hits: number } {
  let hits = 0;
  const began = process.threadCpuUsage();
  for (const key of keys) {
    if (cache.get(key) === undefined) cache.set(key, key);
    else hits += 1;
  }
  const { user, system } = process.threadCpuUsage(began);
  return { ns: ((user + system) * 1e3) / keys.length, hits: hits / keys.length };
}

const rows = [];
for (const [size, different] of [
  [1_000, 2_000],
  [1_000, 100_000],
  [10_000, 20_000],
  [10_000, 1_000_000],
] as const) {
  const next = zipf(different, randomNumbers(1));
  const keys = Uint32Array.from({ length: requests }, next);
  const made = {
    ours: () => createLruCache<number, number>(size),
    'package, max = size': () => new LRUCache({ max: size }),
    'package, max = 2 × size': () => new LRUCache({ max: 2 * size }),
  };
  const taken = Object.keys(made).map(() => [] as { ns: number; hits: number }[]);
  // In turns, so that what slows the machine down slows all.
  for (let round = 0; round < rounds; round++)
    for (const [at, make] of Object.values(made).entries()) taken[at]?.push(ask(make(), keys));
  const cells = Object.keys(made).map((name, at) => {
    const times = (taken[at] ?? []).map(({ ns }) => ns).sort((one, other) => one - other);
    return [name, `${percentile(times, 0.5).toFixed(0)} ns, ${percent(taken[at]?.[0]?.hits ?? 0)}`] as const;
  });
  rows.push({ 'size, different keys': `${size}, ${different}`, ...Object.fromEntries(cells) });
}
printTable(`${requests} requests, median of ${rounds}; lru-cache ${version}`, rows);
