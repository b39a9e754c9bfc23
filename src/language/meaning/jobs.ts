/**
 * Priority of a text: a person waits for it; a person waits, and it is compared with texts only, after all whose meaning may tell of a
 * danger; training.
 */
export type Purpose = 'asked' | 'matched' | 'learning';

/** A text whose vector is queued or in progress. */
export interface Job {
  readonly key: string;
  readonly text: string;
  /** The vector; null where there is none. */
  readonly done: Promise<Float32Array | null>;
}

interface Jobs {
  has(key: string): boolean;
  /** Adds a text; a queued text is shared, and gains a person's priority once a person waits for it. */
  add(purpose: Purpose, key: string, text: string): Job;
  /** Takes the oldest; they stay registered until they are finished. */
  take(purpose: Purpose, most: number): readonly Job[];
  waiting(purpose: Purpose): number;
  finish(job: Job, vector: Float32Array | null): void;
  /** One caller no longer waits; the last one removes the text from the queue. */
  leave(job: Job): void;
  /** Ends all without a vector. */
  finishAll(): void;
}

interface Entry extends Job {
  purpose: Purpose;
  callers: number;
  readonly resolve: (vector: Float32Array | null) => void;
}

export function createJobs(): Jobs {
  const known = new Map<string, Entry>();
  const queues: Record<Purpose, Map<string, Entry>> = {
    asked: new Map(),
    matched: new Map(),
    learning: new Map(),
  };
  const finish = ({ key }: Job, vector: Float32Array | null) => {
    const entry = known.get(key);
    known.delete(key);
    if (entry !== undefined) queues[entry.purpose].delete(key);
    entry?.resolve(vector);
  };
  return {
    finish,
    has: (key) => known.has(key),
    waiting: (purpose) => queues[purpose].size,
    add(purpose, key, text) {
      const there = known.get(key);
      if (there !== undefined) {
        there.callers += 1;
        if (purpose !== 'learning' && queues.learning.delete(key)) {
          there.purpose = purpose;
          queues[purpose].set(key, there);
        }
        return there;
      }
      const { promise, resolve } = Promise.withResolvers<Float32Array | null>();
      const entry: Entry = { key, text, purpose, callers: 1, done: promise, resolve };
      known.set(key, entry);
      queues[purpose].set(key, entry);
      return entry;
    },
    take(purpose, most) {
      const taken = [...queues[purpose].values()].slice(0, most);
      for (const { key } of taken) queues[purpose].delete(key);
      return taken;
    },
    leave({ key }) {
      const entry = known.get(key);
      if (entry === undefined) return;
      entry.callers -= 1;
      if (entry.callers > 0 || !queues[entry.purpose].delete(key)) return;
      known.delete(key);
      entry.resolve(null);
    },
    finishAll() {
      for (const entry of [...known.values()]) finish(entry, null);
    },
  };
}
