import { createHash } from 'node:crypto';
import type { Log } from '../../core/ports/log.ts';
import { createLruCache } from '../../core/util/lruCache.ts';
import { readMatchingId, shippedMatching } from '../matching/matchingFile.ts';
import { createCpuBudget } from './cpuBudget.ts';
import { createJobs, type Job } from './jobs.ts';
import { bestVariant } from './kernel.ts';
import { cut, isForMatching } from './model.ts';
import { readModelId, shippedModel } from './modelFile.ts';
import { startVectorWorker } from './vectorWorker.ts';

/** Sentence vectors: texts with the same meaning are near each other, across some twenty languages. */
export interface Meaning {
  /**
   * The vector of a text, 384 numbers of unit length, the same on every machine. Null, and never an error, where it is
   * not available in time: the caller continues without it. The array is shared and must not be changed.
   */
  vectorOf(text: string): Promise<Float32Array | null>;
  /**
   * Vectors for training: no time limit, and lower priority than people's texts. Null where the thread failed on a
   * text.
   */
  vectorsOf(texts: readonly string[]): Promise<(Float32Array | null)[]>;
  isReady(): boolean;
  /** Identifies the vectors' source: those of different ids can't be compared. Null where there are none. */
  readonly modelId: string | null;
  counts(): MeaningCounts;
  /** Ends the thread; callers that still wait get null. */
  close(): Promise<void>;
}

export const refusals = ['off', 'not-ready', 'budget', 'queue', 'late', 'failed'] as const;
/**
 * Why there was no vector: vectors are off; the thread is not running; its share of the processor is used up; the queue
 * is full; the time limit; the thread died over it.
 */
type VectorRefusal = (typeof refusals)[number];

/** Counters since the start. */
interface MeaningCounts {
  readonly asked: number;
  readonly answered: number;
  /** Answered from the cache. */
  readonly cached: number;
  readonly refused: Readonly<Record<VectorRefusal, number>>;
  /** Texts that the thread processed, training included, and their processor time. */
  readonly embedded: number;
  readonly cpuMs: number;
}

export interface MeaningOptions {
  readonly log: Log;
  /** The model file; by default the one that ships with the bot. */
  readonly file?: string;
  /** The file of what matches messages with texts; by default the one that ships. */
  readonly matching?: string;
  /** Share of one processor that it may use, over `windowMs`; 1: all of one. */
  readonly share?: number;
  readonly windowMs?: number;
  /** Timeout of a caller that waits for one vector, milliseconds: better slow on a busy machine than miss a danger. */
  readonly limitMs?: number;
  /** Limit of each queue of people's texts; further ones are refused at once. */
  readonly queueLimit?: number;
  /** Texts whose vectors are cached, twice as many at most. */
  readonly kept?: number;
  /** See `VectorWorkerDeps`. */
  readonly jobLimitMs?: number;
  readonly restartMs?: number;
  readonly script?: URL;
  readonly clock?: () => number;
}

/** Batch sizes: of people's texts, and of training texts. */
const batch = 4;
const learningBatch = 2;
/** What is only compared with texts, and training, leave this much of the budget to what people write. */
const reserves = { asked: 0, matched: 0.25 } as const;
const learningReserve = 0.5;

/**
 * Starts the thread of sentence vectors. If that is impossible, because the machine has no SIMD for WebAssembly or the
 * model is missing, one line is logged and there are no vectors.
 */
export function openMeaning(options: MeaningOptions): Meaning {
  const { log, file = shippedModel, matching = shippedMatching } = options;
  const variant = bestVariant();
  if (variant === null) {
    log.warn({}, 'sentence vectors are off: this machine has no SIMD for WebAssembly');
    return meaningOff();
  }
  let modelId: string;
  try {
    modelId = readModelId(file);
    readMatchingId(matching);
  } catch (error) {
    log.warn({ why: error instanceof Error ? error.message : '' }, 'sentence vectors are off: no model');
    return meaningOff();
  }
  const clock = options.clock ?? (() => performance.now());
  const limitMs = options.limitMs ?? 1_000;
  const queueLimit = options.queueLimit ?? 8;
  const budget = createCpuBudget({ share: options.share ?? 0.5, windowMs: options.windowMs ?? 4_000, clock });
  // By hash, so that no personal text stays in memory.
  const cache = createLruCache<string, Float32Array>(options.kept ?? 1_000);
  const jobs = createJobs();
  const counts = createCounts();
  let isOpen = true;
  let retryTimer: NodeJS.Timeout | null = null;

  const worker = startVectorWorker({
    file,
    matching,
    variant,
    log,
    script: options.script ?? new URL('meaningWorker.ts', import.meta.url),
    jobLimitMs: options.jobLimitMs ?? 10_000,
    restartMs: options.restartMs ?? 1_000,
    onFree: work,
    onUnusable: stop,
  });

  /** Sends queued texts to the thread, if it is free. */
  function work(): void {
    if (!isOpen || !worker.isFree()) return;
    for (const purpose of ['asked', 'matched'] as const) {
      const asked = jobs.take(purpose, batch);
      if (asked.length > 0) return void run(asked);
    }
    if (jobs.waiting('learning') === 0) return;
    const waitMs = budget.until(learningReserve);
    if (waitMs === 0) return void run(jobs.take('learning', learningBatch));
    retryTimer ??= setTimeout(() => {
      retryTimer = null;
      work();
    }, waitMs).unref();
  }

  async function run(batch: readonly Job[]): Promise<void> {
    const result = await worker.run(batch.map(({ text }) => text));
    if (result !== null) {
      budget.spend(result.cpuMs);
      counts.worked(batch.length, result.cpuMs);
    }
    for (const [index, job] of batch.entries()) {
      const vector = result?.vectors[index] ?? null;
      if (vector !== null) cache.set(job.key, vector);
      jobs.finish(job, vector);
    }
    work();
  }

  function stop(): void {
    isOpen = false;
    if (retryTimer !== null) clearTimeout(retryTimer);
    jobs.finishAll();
  }

  return {
    modelId,
    isReady: () => isOpen && worker.isReady(),
    counts: counts.read,
    async vectorOf(text) {
      counts.asked();
      const { key, plain } = nameOf(text);
      const kept = cache.get(key);
      if (kept !== undefined) return counts.answered('cached', kept);
      if (!isOpen) return counts.refused('off');
      if (!worker.isReady()) return counts.refused('not-ready');
      const purpose = isForMatching(text) ? 'matched' : 'asked';
      if (budget.left() <= reserves[purpose]) return counts.refused('budget');
      if (!jobs.has(key) && jobs.waiting(purpose) >= queueLimit) return counts.refused('queue');
      const job = jobs.add(purpose, key, plain);
      const late = Promise.withResolvers<'late'>();
      const timer = setTimeout(() => late.resolve('late'), limitMs);
      work();
      const vector = await Promise.race([job.done, late.promise]);
      clearTimeout(timer);
      if (vector === 'late') {
        jobs.leave(job);
        return counts.refused('late');
      }
      return vector === null ? counts.refused(isOpen ? 'failed' : 'off') : counts.answered('computed', vector);
    },
    async vectorsOf(texts) {
      if (!isOpen) return texts.map(() => null);
      const vectors = texts.map((text) => {
        const { key, plain } = nameOf(text);
        return cache.get(key) ?? jobs.add('learning', key, plain).done;
      });
      work();
      return Promise.all(vectors);
    },
    async close() {
      stop();
      await worker.close();
    },
  };
}

/** A `Meaning` without vectors, for `MEANING=off`. */
export function meaningOff(): Meaning {
  const counts = createCounts();
  return {
    modelId: null,
    isReady: () => false,
    counts: counts.read,
    async vectorOf() {
      counts.asked();
      return counts.refused('off');
    },
    vectorsOf: async (texts) => texts.map(() => null),
    close: async () => {},
  };
}

function nameOf(text: string): { key: string; plain: string } {
  const plain = cut(text);
  return { plain, key: createHash('sha256').update(plain).digest('base64') };
}

function createCounts() {
  const counts = { asked: 0, answered: 0, cached: 0, embedded: 0, cpuMs: 0 };
  const refused = { off: 0, 'not-ready': 0, budget: 0, queue: 0, late: 0, failed: 0 };
  return {
    read: (): MeaningCounts => ({ ...counts, refused: { ...refused } }),
    asked: () => {
      counts.asked += 1;
    },
    answered: (from: 'cached' | 'computed', vector: Float32Array) => {
      counts.answered += 1;
      if (from === 'cached') counts.cached += 1;
      return vector;
    },
    refused: (why: VectorRefusal) => {
      refused[why] += 1;
      return null;
    },
    worked: (texts: number, cpuMs: number) => {
      counts.embedded += texts;
      counts.cpuMs += cpuMs;
    },
  };
}
