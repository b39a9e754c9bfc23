import type { StoreKind } from './installation.ts';

/** What `npm run bench:scale` measures, from the environment. */
export interface Options {
  /** BENCH_STORES: `sqlite,mongodb`. */
  readonly stores: readonly StoreKind[];
  /** BENCH_PROCESSES: how many processes share a store. */
  readonly processes: readonly number[];
  /** BENCH_SIZES: how many conversations are stored. */
  readonly sizes: Readonly<Record<StoreKind, readonly number[]>>;
  /** BENCH_SECONDS: length of each measurement. */
  readonly seconds: number;
  /** BENCH_ROUNDS: how often each measurement is repeated. */
  readonly rounds: number;
  /** BENCH_CLIENTS: concurrent conversations. */
  readonly clients: number;
  /** BENCH_STREAMS: number of idle sockets to measure; 0 skips this part. */
  readonly streams: number;
}

/** A million conversations take FerretDB an hour to store. */
const ferretdbSizes = [1_000, 10_000, 100_000];
const allSizes = [1_000, 100_000, 1_000_000];

export function readOptions(env: Readonly<Record<string, string | undefined>>): Options {
  const list = (name: string) => env[name]?.split(',').map((item) => item.trim());
  // An empty list skips a part.
  const numbers = (name: string) =>
    list(name)
      ?.map(Number)
      .filter((each) => each > 0);
  const number = (name: string, fallback: number) => Number(env[name] ?? fallback);
  const stores = (list('BENCH_STORES') ?? ['sqlite', 'mongodb']) as StoreKind[];
  const sizes = numbers('BENCH_SIZES');
  return {
    stores,
    processes: numbers('BENCH_PROCESSES') ?? [1, 2, 4],
    sizes: { sqlite: sizes ?? allSizes, mongodb: sizes ?? (env.MONGODB_URI ? allSizes : ferretdbSizes) },
    seconds: number('BENCH_SECONDS', 8),
    rounds: number('BENCH_ROUNDS', 3),
    clients: number('BENCH_CLIENTS', 500),
    streams: number('BENCH_STREAMS', 5_000),
  };
}
