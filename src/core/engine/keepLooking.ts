import type { Timer } from '../ports/clock.ts';
import type { PubSub } from '../ports/pubsub.ts';
import { sleep } from '../util/sleep.ts';

export interface LookDeps {
  /** Topics that may mean something to do. */
  readonly topics: readonly string[];
  readonly pubsub: Pick<PubSub, 'subscribe'>;
  readonly timer: Timer;
  readonly end: AbortSignal;
  /** Does what is due; resolves to the milliseconds until the next look. */
  readonly look: () => Promise<number>;
  /** A look failed. `isRepeated`: the one before did, too. Returns the milliseconds until the next. */
  readonly failed: (error: unknown, failure: { readonly isRepeated: boolean }) => number;
}

/**
 * Looks for what is due, then waits for a signal or for the time that the look returned, until `end` is aborted. Signals may
 * be lost, so that looks should not be far apart. Never rejects.
 */
export async function keepLooking({ topics, pubsub, timer, end, look, failed }: LookDeps): Promise<void> {
  let news = new AbortController();
  const stops = topics.map((topic) => pubsub.subscribe(topic, () => news.abort()));
  let isDown = false;
  try {
    while (!end.aborted) {
      news = new AbortController();
      let wait: number;
      try {
        wait = await look();
        isDown = false;
      } catch (error) {
        wait = failed(error, { isRepeated: isDown });
        isDown = true;
      }
      await sleep(wait, timer, end, news.signal);
    }
  } finally {
    for (const stop of stops) stop();
  }
}
