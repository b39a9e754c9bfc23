import { performance } from 'node:perf_hooks';
import { openReadingThread } from '../../src/content/reading/readingThread.ts';
import type { ReaderSource } from '../../src/content/reading/textReader.ts';
import { readHere, understand } from '../../src/core/engine/understand.ts';
import type { SentenceVectors, TextReader } from '../../src/core/ports/knowledge.ts';
import { openMeaning } from '../../src/language/meaning/meaning.ts';
import { readQuestions } from './questions.ts';
import { openShipped } from './shipped.ts';
import { percentile } from './table.ts';

const noVectors: SentenceVectors = { vectorOf: async () => null };
const together = 64;
const none = () => {};
const log = { info: none, warn: console.error, error: console.error };

/** Time for which this thread was not idle, milliseconds; on a busy machine also while others had the processor. */
const busyMs = () => performance.eventLoopUtilization().active;

/** Processor time of this thread, milliseconds; some machines tell it in steps of 4 ms, so it is good for sums only. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/**
 * What understanding costs the thread that answers, where it reads itself and where a thread reads, by words and with
 * sentence vectors; one text at a time, and 64 in one tick. No text comes twice, and the ways take turns.
 */
export async function measureWhoReads(rounds: number): Promise<readonly Record<string, string | number>[]> {
  let source: ReaderSource | null = null;
  const { knowledge } = await openShipped({
    vectorOf: () => null,
    onBuilt: (_, built) => {
      source = built;
    },
  });
  if (source === null) throw new Error('nothing was built');
  const thread = openReadingThread({ log, limitMs: 60_000, queueMs: 60_000 });
  thread.offer(knowledge, source);
  const vectors = openMeaning({ log });
  const alive = setInterval(none, 1_000);
  while (!thread.isReady() || !vectors.isReady()) await new Promise((resolve) => setTimeout(resolve, 5));

  const questions = readQuestions();
  let given = 0;
  const next = () => {
    given += 1;
    const other = questions[(given * 7) % questions.length] ?? '';
    return `${questions[given % questions.length]} ${other.split(' ').slice(0, 3).join(' ')} ${given}`;
  };
  const ways: readonly { readonly name: string; readonly reader: TextReader; readonly vectors: SentenceVectors }[] = [
    { name: 'words, on the event loop', reader: readHere, vectors: noVectors },
    { name: 'words, in the thread', reader: thread, vectors: noVectors },
    { name: 'words and vectors, on the event loop', reader: readHere, vectors },
    { name: 'words and vectors, in the thread', reader: thread, vectors },
  ];
  const single = ways.map((): number[] => []);
  const waited = ways.map((): number[] => []);
  const cpu = ways.map(() => ({ one: 0, many: 0, batches: 0 }));
  const one = async (index: number): Promise<void> => {
    const way = ways[index] as (typeof ways)[number];
    const content = { kind: 'text', text: next() } as const;
    const began = performance.now();
    const spent = cpuMs();
    const before = busyMs();
    await understand(knowledge, way, content);
    single[index]?.push(busyMs() - before);
    waited[index]?.push(performance.now() - began);
    (cpu[index] as (typeof cpu)[number]).one += cpuMs() - spent;
  };
  const many = async (index: number): Promise<void> => {
    const way = ways[index] as (typeof ways)[number];
    const texts = Array.from({ length: together }, next);
    const spent = cpuMs();
    await Promise.all(texts.map((text) => understand(knowledge, way, { kind: 'text', text })));
    const sum = cpu[index] as (typeof cpu)[number];
    sum.many += cpuMs() - spent;
    sum.batches += 1;
  };
  for (let warm = 0; warm < 300; warm++) for (const index of [0, 1]) await one(index);
  for (const list of [...single, ...waited]) list.length = 0;
  for (const sum of cpu) sum.one = 0;
  for (let round = 0; round < rounds; round++)
    for (const index of ways.keys()) {
      for (let text = 0; text < 10; text++) await one(index);
      if (ways[index]?.vectors === noVectors) await many(index);
    }
  clearInterval(alive);
  await Promise.all([thread.close(), vectors.close()]);
  return ways.map(({ name }, index) => {
    const own = (single[index] ?? []).sort((a, b) => a - b);
    const wall = (waited[index] ?? []).sort((a, b) => a - b);
    const { one: alone, many: all, batches } = cpu[index] as (typeof cpu)[number];
    return {
      'read by': name,
      'own cpu ms': (alone / own.length).toFixed(2),
      '64 at once': batches === 0 ? '-' : (all / batches / together).toFixed(2),
      'own ms p50': percentile(own, 0.5).toFixed(2),
      p95: percentile(own, 0.95).toFixed(2),
      p99: percentile(own, 0.99).toFixed(2),
      'until it is read, ms p50': percentile(wall, 0.5).toFixed(1),
      'ms p95': percentile(wall, 0.95).toFixed(1),
    };
  });
}
