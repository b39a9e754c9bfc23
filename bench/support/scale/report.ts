import { availableParallelism } from 'node:os';
import { printTable } from '../table.ts';
import type { ProcessesResult } from './byProcesses.ts';
import type { SizeResult } from './bySize.ts';
import { type Measured, medianOf } from './loadMeasure.ts';
import type { StreamsResult } from './openStreams.ts';
import type { Options } from './options.ts';

/** Share of the machine's processors above which a further process has no capacity left. */
const fullShare = 0.9;

/** Prints throughput and latency by number of processes, and whether the second one pays. */
export function printProcesses(results: readonly ProcessesResult[], options: Options): boolean {
  const perSecond = ({ full }: ProcessesResult) => medianOf(full, (one) => one.perSecond);
  const first = results[0];
  if (first === undefined) return notMeasured();
  printTable(
    `${options.clients} conversations at once, median of ${options.rounds} rounds of ${options.seconds} s; ms from sending to the answer; cpu in ms a message`,
    results.map((result) => ({
      store: result.store,
      processes: result.processes,
      'msg/s': Math.round(perSecond(result)),
      'x one': (perSecond(result) / perSecond(first)).toFixed(2),
      p50: medianOf(result.full, ({ p50 }) => p50).toFixed(0),
      p99: medianOf(result.full, ({ p99 }) => p99).toFixed(0),
      'half load: p50': medianOf(result.half, ({ p50 }) => p50).toFixed(1),
      p99_: medianOf(result.half, ({ p99 }) => p99).toFixed(1),
      ...costs(result.full),
      'MB each': Math.round(medianOf(result.memory, (bytes) => bytes / 1e6)),
      failed: [...result.full, ...result.half].reduce((sum, { failed }) => sum + failed, 0),
    })),
  );
  const second = results.find(({ processes }) => processes === 2);
  if (second === undefined || first.processes !== 1) return true;
  const pays = perSecond(second) > perSecond(first);
  const used = medianOf(first.full, (one) => one.used);
  const others = medianOf(first.full, (one) => one.others);
  const isFull = used + others > fullShare * availableParallelism();
  const why = `one process kept ${used.toFixed(2)} processors busy with its database and its load, others ${others.toFixed(2)}, of ${availableParallelism()}`;
  console.log(
    `Target: the second process pays. ${pays ? 'Met.' : isFull ? `Not to be had here: ${why}.` : `MISSED: ${why}.`}`,
  );
  return pays || isFull;
}

/**
 * Prints the cost of a turn by the number of stored conversations, and whether it grows no faster than its logarithm.
 */
export function printSizes(results: readonly SizeResult[], options: Options): boolean {
  if (results.length === 0) return notMeasured();
  const p50 = ({ single }: SizeResult) => medianOf(single, (one) => one.p50);
  printTable(
    `One turn in a stored conversation at random, median of ${options.rounds} rounds of ${options.seconds} s: one after the other, then 64 at once`,
    results.map((result, index) => ({
      store: result.store,
      conversations: result.size,
      p50: p50(result).toFixed(2),
      p99: medianOf(result.single, ({ p99 }) => p99).toFixed(2),
      'x size before': index === 0 ? '' : (p50(result) / p50(results[index - 1] as SizeResult)).toFixed(2),
      'turns/s': Math.round(medianOf(result.full, (one) => one.perSecond)),
      'p99 of 64': medianOf(result.full, ({ p99 }) => p99).toFixed(1),
      ...costs(result.full),
      'start s': result.start.toFixed(1),
      'journal B/conv.': result.bytes ? Math.round(result.bytes.journal / result.size) : '-',
      'keys B/conv.': result.bytes ? Math.round(result.bytes.keys / result.size) : '-',
      failed: [...result.single, ...result.full].reduce((sum, { failed }) => sum + failed, 0),
    })),
  );
  const steps = results.slice(1).map((result, index) => {
    const before = results[index] as SizeResult;
    return p50(result) / p50(before) <= Math.log(result.size) / Math.log(before.size);
  });
  const ok = steps.every(Boolean);
  console.log(`Target: the median grows no faster than the logarithm of the conversations. ${ok ? 'Met.' : 'MISSED.'}`);
  return ok;
}

/** Prints the cost of idle open streams. */
export function printStreams(result: StreamsResult | null): void {
  if (result === null) return;
  printTable('Open web sockets that only wait, in one process', [
    {
      store: result.store,
      sockets: result.streams,
      'KB each': (result.bytes / 1024).toFixed(1),
      'of one processor': `${(result.busy * 100).toFixed(1)} %`,
    },
  ]);
}

function costs(full: readonly Measured[]) {
  const part = (name: 'bot' | 'database' | 'redis' | 'load') => {
    const value = medianOf(full, ({ cpu }) => cpu[name]);
    return Number.isNaN(value) ? '-' : value.toFixed(3);
  };
  return {
    'cpu bot': part('bot'),
    database: part('database'),
    redis: part('redis'),
    load: part('load'),
    'processors used': medianOf(full, ({ used }) => used).toFixed(2),
    'by others': medianOf(full, ({ others }) => others).toFixed(2),
  };
}

function notMeasured(): boolean {
  console.log('\nNOT MEASURED: a server is missing on this machine (redis-server, or Go to build FerretDB).');
  return false;
}
