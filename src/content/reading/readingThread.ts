import { hash } from 'node:crypto';
import { type RecordedUnderstanding, type Understanding, understandingOf } from '../../core/model/understanding.ts';
import type { Knowledge, Read, ReadText, TextReader } from '../../core/ports/knowledge.ts';
import type { Log } from '../../core/ports/log.ts';
import { createLruCache, type LruCache } from '../../core/util/lruCache.ts';
import { type KeptThread, keepThread } from '../../language/keptThread.ts';
import type { ReaderSource } from './textReader.ts';

/** Messages to the thread. */
export type ToReader =
  | { readonly kind: 'load'; readonly release: number; readonly source: ReaderSource }
  | { readonly kind: 'read'; readonly jobs: readonly ReadJob[] };

export interface ReadJob {
  readonly id: number;
  /** Which content reads it. */
  readonly release: number;
  readonly text: string;
  readonly whole: string;
  /** The job that read the words before; 0: none did. */
  readonly of: number;
  /** The meanings to weigh in; null: by words alone. */
  readonly vectors: ReadonlyMap<string, Float32Array> | null;
}

/** Messages of the thread. */
export type ToReadingThread =
  | { readonly kind: 'up' }
  | { readonly kind: 'loaded'; readonly release: number }
  | { readonly kind: 'read'; readonly results: readonly ReadResult[]; readonly ms: number };

export interface ReadResult {
  readonly id: number;
  /** A `RecordedUnderstanding` as JSON, which is faster to take in than an object; null: read it yourself. */
  readonly read: string | null;
  readonly wants: readonly string[];
  readonly error?: Error;
}

/** Where texts were read: by the thread; known from before; or on the event loop, and why. */
const readingOutcomes = ['thread', 'cached', 'not-loaded', 'behind', 'late', 'failed'] as const;
type ReadingOutcome = (typeof readingOutcomes)[number];

/** Counters since the start. */
interface ReadingCounts {
  /** Readings of words, and of meanings. */
  readonly outcomes: Readonly<Record<ReadingOutcome, number>>;
  readonly batches: number;
  /** What the thread worked. */
  readonly threadMs: number;
}

/** Reads texts in a thread where that is quicker for all, and on the event loop where it is not. */
export interface ReadingThread extends TextReader {
  /** Gives the thread what a knowledge reads by; until it has taken that in, texts are read on the event loop. */
  offer(knowledge: Knowledge, source: ReaderSource): void;
  /** Whether the thread reads by the newest content. */
  isReady(): boolean;
  counts(): ReadingCounts;
  close(): Promise<void>;
}

export interface ReadingOptions {
  readonly log: Log;
  /** Longest time that a text waits for the thread before it is read on the event loop. */
  readonly limitMs?: number;
  /** Work that may wait for the thread; what comes on top is read on the event loop at once. */
  readonly queueMs?: number;
  /**
   * Least time between two messages to the thread. Texts that are read together are also decided and committed together: waking threads
   * and flushing the disk for each costs as much as reading it. A text that comes alone does not wait.
   */
  readonly gatherMs?: number;
  /** After so long without a sign the thread counts as hung, and is started again. */
  readonly hangMs?: number;
  readonly restartMs?: number;
  /** Texts whose understanding is cached by release, twice as many at most. */
  readonly kept?: number;
  readonly script?: URL;
  readonly clock?: () => number;
}

/** One content as the thread knows it. */
interface Release {
  readonly id: number;
  readonly source: ReaderSource;
  isLoaded: boolean;
  /** By hash of a text, so that no personal text stays in memory. */
  readonly cache: LruCache<string, KnownReading>;
}

interface KnownReading extends Read {
  readonly wants: readonly string[];
}

interface WaitingJob {
  readonly sentAt: number;
  readonly resolve: (result: ReadResult | null) => void;
}

/** Contents that the thread keeps: what was asked before a reload is read by the content of that time. */
export const maxReleases = 2;
/** A first guess of how long a text takes. */
const firstGuessMs = 1;
const guessShare = 0.05;

/**
 * Creates the reader. The thread starts with the first content. A text costs the event loop one message there and one
 * back, shared by all texts of a few milliseconds; nothing waits longer than `limitMs`, and nothing is lost with the thread.
 */
export function openReadingThread(options: ReadingOptions): ReadingThread {
  const { limitMs = 250, queueMs = 50, gatherMs = 10, hangMs = 10_000, kept = 500 } = options;
  const clock = options.clock ?? (() => performance.now());
  const releases = new WeakMap<Knowledge, Release>();
  /** What the thread was given, the newest last. */
  const given = new Map<number, Release>();
  const waiting = new Map<number, WaitingJob>();
  const outcomes = { thread: 0, cached: 0, 'not-loaded': 0, behind: 0, late: 0, failed: 0 };
  let newest: Release | null = null;
  let thread: KeptThread | null = null;
  let isUp = false;
  let isClosed = false;
  let batch: ReadJob[] = [];
  let lastId = 0;
  let batches = 0;
  let flushedAt = Number.NEGATIVE_INFINITY;
  let threadMs = 0;
  let meanMs = firstGuessMs;
  /** Since when the thread has kept a text waiting too long; null: it is on time. */
  let lateSince: number | null = null;
  let watch: NodeJS.Timeout | null = null;

  function start(): KeptThread {
    return keepThread<ToReadingThread>({
      script: options.script ?? new URL('readingWorker.ts', import.meta.url),
      name: 'the thread that reads texts',
      log: options.log,
      workerData: null,
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 4 },
      restartMs: options.restartMs ?? 1_000,
      onMessage,
      onEnd,
    });
  }

  function load(release: Release): void {
    given.set(release.id, release);
    for (const old of [...given.values()].slice(0, -maxReleases)) {
      old.isLoaded = false;
      given.delete(old.id);
    }
    thread?.post({ kind: 'load', release: release.id, source: release.source } satisfies ToReader);
  }

  function onMessage(message: ToReadingThread): { isOfUse: boolean } {
    lateSince = null;
    if (message.kind === 'up') {
      isUp = true;
      if (newest !== null) load(newest);
      return { isOfUse: false };
    }
    if (message.kind === 'loaded') {
      const release = given.get(message.release);
      if (release !== undefined) release.isLoaded = true;
      return { isOfUse: false };
    }
    const { results, ms } = message;
    threadMs += ms;
    meanMs += guessShare * (ms / Math.max(1, results.length) - meanMs);
    for (const result of results) settle(result.id, result);
    return { isOfUse: true };
  }

  function onEnd(): void {
    isUp = false;
    lateSince = null;
    for (const release of given.values()) release.isLoaded = false;
    given.clear();
    batch = [];
    for (const id of [...waiting.keys()]) settle(id, null);
  }

  function settle(id: number, result: ReadResult | null): void {
    const job = waiting.get(id);
    if (job === undefined) return;
    waiting.delete(id);
    job.resolve(result);
  }

  /** Looks after the oldest text that waits. */
  function look(): void {
    watch = null;
    const now = clock();
    for (const [id, { sentAt }] of waiting) {
      if (now - sentAt < limitMs) break;
      lateSince ??= sentAt;
      settle(id, null);
    }
    if (lateSince !== null && now - lateSince >= hangMs) thread?.end();
    else if (waiting.size > 0 || lateSince !== null) watchOver();
  }

  function watchOver(): void {
    // After an event loop that was busy itself, results that have arrived are taken in before anything is called late.
    watch ??= setTimeout(() => setImmediate(look), limitMs).unref();
  }

  function flushSoon(): void {
    const leftMs = flushedAt + gatherMs - clock();
    if (leftMs > 0) setTimeout(flush, leftMs).unref();
    else setImmediate(flush);
  }

  function flush(): void {
    flushedAt = clock();
    if (batch.length === 0) return;
    thread?.post({ kind: 'read', jobs: batch } satisfies ToReader);
    batches += 1;
    batch = [];
  }

  /** Why the thread is not asked at all; null: it is. */
  function hindrance(release: Release): ReadingOutcome | null {
    if (!isUp || !release.isLoaded) return 'not-loaded';
    return lateSince !== null || waiting.size * meanMs >= queueMs ? 'behind' : null;
  }

  /** Has a text read by the thread; null: the event loop has to. */
  async function ask(release: Release, job: Omit<ReadJob, 'id' | 'release'>): Promise<ReadResult | null> {
    const why = hindrance(release);
    if (why !== null) {
      outcomes[why] += 1;
      return null;
    }
    lastId += 1;
    const id = lastId;
    const { promise, resolve } = Promise.withResolvers<ReadResult | null>();
    waiting.set(id, { sentAt: clock(), resolve });
    if (batch.length === 0) flushSoon();
    batch.push({ id, release: release.id, ...job });
    watchOver();
    const result = await promise;
    outcomes[result === null ? 'late' : result.read === null ? 'failed' : 'thread'] += 1;
    return result?.read == null ? null : result;
  }

  async function readBy(
    release: Release,
    knowledge: Knowledge,
    text: string,
    whole: string,
  ): Promise<ReadText<Read | Promise<Read>>> {
    const key = hash('sha256', JSON.stringify([text, whole]), 'base64');
    const keep = ({ understanding, wants, error }: KnownReading) => {
      if (error === undefined) release.cache.set(key, { understanding, wants });
    };
    const known = release.cache.get(key);
    if (known !== undefined) outcomes.cached += 1;
    const result = known === undefined ? await ask(release, { text, whole, of: 0, vectors: null }) : null;
    // Read on the event loop, unless it is known or was read by the thread.
    const here = known === undefined && result === null ? knowledge.understand(text, whole) : null;
    const found = known ?? here ?? readIn(result as ReadResult, knowledge);
    if (known === undefined) keep(found);
    const { wants } = found;
    return {
      ...found,
      async weigh(vectorOf) {
        const vectors = new Map(wants.flatMap((each) => entryOf(each, vectorOf(each))));
        const better = await ask(release, { text, whole, of: result?.id ?? 0, vectors });
        const weighed =
          better === null ? (here ?? knowledge.understand(text, whole)).weigh(vectorOf) : readIn(better, knowledge);
        // If a text has no vector, the next such message tries again.
        if (vectors.size === wants.length) keep({ ...weighed, wants: [] });
        return weighed;
      },
    };
  }

  return {
    offer(knowledge, source) {
      if (isClosed) return;
      newest = { id: (newest?.id ?? 0) + 1, source, isLoaded: false, cache: createLruCache(kept) };
      releases.set(knowledge, newest);
      if (isUp) load(newest);
      thread ??= start();
    },
    async read(knowledge, text, whole) {
      const release = releases.get(knowledge);
      return release === undefined ? knowledge.understand(text, whole) : readBy(release, knowledge, text, whole);
    },
    isReady: () => isUp && newest?.isLoaded === true,
    counts: () => ({ outcomes: { ...outcomes }, batches, threadMs }),
    async close() {
      isClosed = true;
      if (watch !== null) clearTimeout(watch);
      await thread?.close();
      onEnd();
    },
  };
}

function entryOf(text: string, vector: Float32Array | null): readonly [string, Float32Array][] {
  return vector === null ? [] : [[text, vector]];
}

/** A result as the thread has sent it. */
function readIn({ read, wants, error }: ReadResult, knowledge: Knowledge): KnownReading {
  const recorded: RecordedUnderstanding = JSON.parse(read ?? '');
  const understanding: Understanding = understandingOf(recorded, knowledge.helpFor);
  return error === undefined ? { understanding, wants } : { understanding, wants, error };
}
