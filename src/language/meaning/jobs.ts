/** Priority of a text: a person waits for it, or something is learnt from it. */
export type Purpose = 'asked' | 'learning';

/** A text whose vector is queued or in progress. */
export interface Job {
  readonly key: string;
  readonly text: string;
  /** The vector; null where there is none. */
  readonly done: Promise<Float32Array | null>;
}

interface Jobs {
  /** Adds a text; a queued text is shared, and gains a person's priority once a person waits for it. */
  add(purpose: Purpose, key: string, text: string): Job;
  /** Takes the oldest, of those that are retried one alone; they stay registered until they are finished. */
  take(purpose: Purpose, most: number): readonly Job[];
  waiting(purpose: Purpose): number;
  finish(job: Job, vector: Float32Array | null): void;
  /** Puts those that a thread was at when it ended back in front, each once: what ends a second thread, alone, gets no vector. */
  retry(jobs: readonly Job[]): void;
  /** Ends all without a vector. */
  finishAll(): void;
}

interface Entry extends Job {
  purpose: Purpose;
  wasRetried: boolean;
  readonly resolve: (vector: Float32Array | null) => void;
}

export function createJobs(): Jobs {
  const known = new Map<string, Entry>();
  const queues: Record<Purpose, Map<string, Entry>> = { asked: new Map(), learning: new Map() };
  const finish = ({ key }: Job, vector: Float32Array | null) => {
    const entry = known.get(key);
    known.delete(key);
    if (entry !== undefined) queues[entry.purpose].delete(key);
    entry?.resolve(vector);
  };
  return {
    finish,
    waiting: (purpose) => queues[purpose].size,
    add(purpose, key, text) {
      const there = known.get(key);
      if (there !== undefined) {
        if (purpose === 'asked' && queues.learning.delete(key)) {
          there.purpose = purpose;
          queues.asked.set(key, there);
        }
        return there;
      }
      const { promise, resolve } = Promise.withResolvers<Float32Array | null>();
      const entry: Entry = { key, text, purpose, wasRetried: false, done: promise, resolve };
      known.set(key, entry);
      queues[purpose].set(key, entry);
      return entry;
    },
    take(purpose, most) {
      const queue = queues[purpose];
      const taken: Entry[] = [];
      for (const entry of queue.values()) {
        if (taken.length === most || (taken.length > 0 && entry.wasRetried)) break;
        queue.delete(entry.key);
        taken.push(entry);
        if (entry.wasRetried) break;
      }
      return taken;
    },
    retry(jobs) {
      const lost = jobs.flatMap(({ key }) => known.get(key) ?? []);
      for (const entry of lost.filter(({ wasRetried }) => wasRetried)) finish(entry, null);
      const again = lost.filter(({ wasRetried }) => !wasRetried);
      for (const entry of again) entry.wasRetried = true;
      for (const purpose of ['asked', 'learning'] as const) {
        const behind = [...queues[purpose].values()];
        const front = again.filter((entry) => entry.purpose === purpose);
        queues[purpose] = new Map([...front, ...behind].map((entry) => [entry.key, entry]));
      }
    },
    finishAll() {
      for (const entry of [...known.values()]) finish(entry, null);
    },
  };
}
