import type { Timer } from '../../core/ports/clock.ts';
import type { RedisConnection } from './connection.ts';
import { signalChannel } from './redisNames.ts';
import { takeFrom } from './takeFrom.ts';

/** Most topics of one round trip. */
const batchSize = 1_000;
/**
 * Milliseconds between two batches: however often a topic is published, other processes get it at most 200 times a
 * second.
 */
const pauseMs = 5;
/** Milliseconds after which a failed batch is retried. */
const retryMs = 1_000;
/** Most waiting topics; a process that misses one polls a little later. */
const maxWaiting = 50_000;

/** Publishes topics to other processes: each once per batch, however often it was published. */
export interface Outgoing {
  add(topic: string): void;
  /** Sends what waits, if possible, and closes. */
  close(): Promise<void>;
}

/** `origin` identifies this process, so that it recognises its own messages. */
export function createOutgoing(deps: { connection: RedisConnection; origin: string; timer: Timer }): Outgoing {
  const { connection, origin, timer } = deps;
  const waiting = new Set<string>();
  /** One batch is in flight at a time, so that a slow server is never overloaded. */
  let sending: Promise<boolean> | null = null;
  let cancelBreaker: (() => void) | null = null;
  let closed = false;

  /** Resolves to whether it was sent. */
  const sendBatch = async (): Promise<boolean> => {
    const batch = takeFrom(waiting, batchSize);
    try {
      await connection.ask((client) => Promise.all(batch.map((topic) => client.publish(signalChannel(topic), origin))));
      return true;
    } catch {
      // They wait until Redis is back: processes that stayed connected would receive them only then.
      for (const topic of batch) waiting.add(topic);
      return false;
    } finally {
      sending = null;
    }
  };

  const rest = (milliseconds: number): void => {
    cancelBreaker?.();
    cancelBreaker = timer(milliseconds, onSignal);
  };

  const onSignal = (): void => {
    cancelBreaker?.();
    cancelBreaker = null;
    void work();
  };

  const work = async (): Promise<void> => {
    if (closed || sending !== null || cancelBreaker !== null || waiting.size === 0) return;
    sending = sendBatch();
    const sent = await sending;
    if (!closed) rest(sent ? pauseMs : retryMs);
  };

  connection.onUp(onSignal);

  return {
    add(topic) {
      if (closed || waiting.size >= maxWaiting) return;
      waiting.add(topic);
      // After the publications of the same moment: those of one commit leave in one batch.
      queueMicrotask(work);
    },
    async close() {
      closed = true;
      cancelBreaker?.();
      await sending;
      while (waiting.size > 0 && (await sendBatch()));
    },
  };
}
