import { codeOf } from '../model/errors.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { PubSub } from '../ports/pubsub.ts';
import { abortOnce, sleep } from '../util/sleep.ts';

interface LookDeps {
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
  const stops = topics.map((topic) => pubsub.subscribe(topic, () => abortOnce(news)));
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

export interface DueDeps extends Pick<LookDeps, 'timer' | 'end'>, Partial<Pick<LookDeps, 'topics' | 'pubsub'>> {
  readonly clock: Clock;
  readonly log: Pick<Log, 'error'>;
  /** Does what is due; resolves to when there is more, milliseconds since 1970; null: when there is news. */
  readonly look: () => Promise<number | null>;
  /** Longest and shortest time between two looks, and the time after one that failed: milliseconds. */
  readonly pauses: { readonly longest: number; readonly shortest: number; readonly failed: number };
  /** What the log says of the first look that fails, until one succeeds. */
  readonly failure: string;
}

const silent: Pick<PubSub, 'subscribe'> = { subscribe: () => () => {} };

/** Does what is due at its time, or when there is news, until `end` is aborted. Never rejects. */
export async function doWhatIsDue({ topics = [], pubsub = silent, ...deps }: DueDeps): Promise<void> {
  const { clock, timer, end, log, look, pauses, failure } = deps;
  await keepLooking({
    topics,
    pubsub,
    timer,
    end,
    look: async () => {
      const next = await look();
      return next === null ? pauses.longest : Math.max(pauses.shortest, Math.min(pauses.longest, next - clock()));
    },
    failed: (error, { isRepeated }) => {
      if (!isRepeated) log.error({ code: codeOf(error), error }, failure);
      return pauses.failed;
    },
  });
}
