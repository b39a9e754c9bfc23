import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Log } from '../../core/ports/log.ts';
import { createLruCache } from '../../core/util/lruCache.ts';
import { readMatchingId, shippedMatching } from '../matching/matchingFile.ts';
import { createJobs, type Job, type Purpose } from './jobs.ts';
import { readModelId, shippedModel } from './modelFile.ts';
import { cut } from './texts.ts';
import { startVectorWorker, type VectorWorker } from './vectorWorker.ts';

/** Sentence vectors: texts with the same meaning are near each other, across some twenty languages. */
export interface Meaning {
  /**
   * The vector of a text, 384 numbers of unit length; it waits its turn, however long that is. Null, and never an error, only where
   * there are no vectors at all, or where the text ended two threads. The array is shared and must not be changed.
   */
  vectorOf(text: string): Promise<Float32Array | null>;
  /** Vectors for training, after people's texts. Null as above. */
  vectorsOf(texts: readonly string[]): Promise<(Float32Array | null)[]>;
  isReady(): boolean;
  /** Identifies the vectors' source: those of different ids can't be compared. Null where there are none. */
  readonly modelId: string | null;
  /** Why there are no vectors, so that messages are understood by words alone; null: there are, or soon will be. */
  hindrance(): MeaningHindrance | null;
  counts(): MeaningCounts;
  /** Ends the threads; callers that still wait get null. */
  close(): Promise<void>;
}

/** Vectors are switched off; a file is missing or damaged; the library does not run here. */
type MeaningHindrance = 'off' | 'model' | 'library';

/** Counters since the start. */
interface MeaningCounts {
  /** Texts of people: from the cache, computed, or without a vector. */
  readonly cached: number;
  readonly computed: number;
  readonly none: number;
  /** Texts that wait now, those in progress not counted. */
  readonly waiting: Readonly<Record<Purpose, number>>;
  /** Texts that the threads processed, training included, and their processor time. */
  readonly embedded: number;
  readonly cpuMs: number;
}

export interface MeaningOptions {
  readonly log: Log;
  /** The model file; by default the one that ships with the bot. */
  readonly file?: string;
  /** The file of what matches messages with texts; by default the one that ships. */
  readonly matching?: string;
  /**
   * Most threads, each with a session of its own; by default two where there are two processors. Those beyond the first are started when
   * texts wait. Training leaves one of them free.
   */
  readonly threads?: number | undefined;
  /** Texts whose vectors are cached, twice as many at most. */
  readonly kept?: number;
  /** See `VectorWorkerDeps`. */
  readonly jobLimitMs?: number;
  readonly restartMs?: number;
  readonly script?: URL;
}

/** Texts that a thread is given at once: of people, and of training, which a person may have to wait for. */
const batch = { asked: 8, learning: 4 } as const;

/** Starts the threads of sentence vectors. If that is impossible, it is logged, and there are no vectors. */
export function openMeaning(options: MeaningOptions): Meaning {
  const { log, file = shippedModel, matching = shippedMatching } = options;
  const threads = options.threads ?? Math.min(2, availableParallelism());
  let modelId: string;
  try {
    modelId = readModelId(file);
    readMatchingId(matching);
  } catch (error) {
    return withoutVectors('model', log, error instanceof Error ? error.message : '');
  }
  // By hash, so that no personal text stays in memory.
  const cache = createLruCache<string, Float32Array>(options.kept ?? 1_000);
  const jobs = createJobs();
  const counts = { cached: 0, computed: 0, none: 0, embedded: 0, cpuMs: 0 };
  let isOpen = true;
  let hindrance: MeaningHindrance | null = null;
  let learning = 0;
  let isDue = false;

  const workers: VectorWorker[] = [];
  startWorker();

  function startWorker(): void {
    workers.push(
      startVectorWorker({
        file,
        matching,
        log,
        script: options.script ?? new URL('meaningWorker.ts', import.meta.url),
        jobLimitMs: options.jobLimitMs ?? 10_000,
        restartMs: options.restartMs ?? 1_000,
        onFree: workSoon,
        onUnusable,
      }),
    );
  }

  function onUnusable(why: string): void {
    if (hindrance !== null) return;
    hindrance = 'library';
    sayWithout(hindrance, log, why);
    stop();
    void Promise.all(workers.map((worker) => worker.close()));
  }

  /** All that is asked for in one tick goes together: one message asks for several vectors. */
  function workSoon(): void {
    if (isDue) return;
    isDue = true;
    setImmediate(work);
  }

  /** Gives waiting texts to the threads that are free. */
  function work(): void {
    isDue = false;
    for (const worker of workers) {
      if (!isOpen || !worker.isFree()) continue;
      const asked = jobs.take('asked', batch.asked);
      if (asked.length > 0) void run(worker, asked);
      else if (mayLearn()) void learn(worker);
    }
    const isBehind = jobs.waiting('asked') > batch.asked || (mayLearn() && jobs.waiting('learning') > 0);
    if (isOpen && isBehind && workers.length < threads && workers.every((worker) => worker.isReady())) startWorker();
  }

  const mayLearn = () => learning < Math.max(1, threads - 1);

  async function learn(worker: VectorWorker): Promise<void> {
    const texts = jobs.take('learning', batch.learning);
    if (texts.length === 0) return;
    learning += 1;
    await run(worker, texts);
    learning -= 1;
    workSoon();
  }

  async function run(worker: VectorWorker, taken: readonly Job[]): Promise<void> {
    const result = await worker.run(taken.map(({ text }) => text));
    if (!isOpen) return;
    if (result === null) jobs.retry(taken);
    else {
      counts.cpuMs += result.cpuMs;
      counts.embedded += taken.length;
      for (const [index, job] of taken.entries()) {
        const vector = result.vectors[index] ?? null;
        if (vector !== null) cache.set(job.key, vector);
        jobs.finish(job, vector);
      }
    }
    workSoon();
  }

  function stop(): void {
    isOpen = false;
    jobs.finishAll();
  }

  async function wait(purpose: Purpose, text: string): Promise<Float32Array | null> {
    const { key, plain } = nameOf(text);
    const kept = cache.get(key);
    if (kept !== undefined && purpose === 'asked') counts.cached += 1;
    if (kept !== undefined) return kept;
    const { done } = isOpen ? jobs.add(purpose, key, plain) : { done: null };
    workSoon();
    const vector = await done;
    if (purpose === 'asked') counts[vector === null ? 'none' : 'computed'] += 1;
    return vector;
  }

  return {
    modelId,
    isReady: () => isOpen && workers.some((worker) => worker.isReady()),
    hindrance: () => hindrance,
    counts: () => ({ ...counts, waiting: { asked: jobs.waiting('asked'), learning: jobs.waiting('learning') } }),
    vectorOf: (text) => wait('asked', text),
    vectorsOf: (texts) => Promise.all(texts.map((text) => wait('learning', text))),
    async close() {
      stop();
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

/** A `Meaning` without vectors, for `MEANING=off`. */
export function meaningOff(): Meaning {
  return withoutVectors('off', null, '');
}

function withoutVectors(hindrance: MeaningHindrance, log: Log | null, why: string): Meaning {
  let none = 0;
  if (log !== null) sayWithout(hindrance, log, why);
  return {
    modelId: null,
    isReady: () => false,
    hindrance: () => hindrance,
    counts: () => ({ cached: 0, computed: 0, none, waiting: { asked: 0, learning: 0 }, embedded: 0, cpuMs: 0 }),
    async vectorOf() {
      none += 1;
      return null;
    },
    vectorsOf: async (texts) => texts.map(() => null),
    close: async () => {},
  };
}

function sayWithout(hindrance: MeaningHindrance, log: Log, why: string): void {
  log.error(
    { hindrance, why },
    'there are no sentence vectors: messages are understood by their words alone, which is worse',
  );
}

function nameOf(text: string): { key: string; plain: string } {
  const plain = cut(text);
  return { plain, key: createHash('sha256').update(plain).digest('base64') };
}
