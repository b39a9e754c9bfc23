import { codeOf } from '../model/errors.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { PubSub } from '../ports/pubsub.ts';
import { outboxTopic } from '../ports/pubsub.ts';

/** Longest time between two looks at the outbox: other processes may have left something, and wake-ups may be lost. */
const longestWait = 30_000;
/**
 * Shortest time, milliseconds, when something is overdue and could not be had: others are at it, or it is held up by one
 * that died, and whoever is told of news looks at once all the same.
 */
const shortestWait = 250;
/** Milliseconds before another look when one failed: the store may be back in a moment. */
const afterFailure = 2_000;

export interface DispatchLoop {
  /** Looks now; while it is looking, once more behind that. */
  readonly look: () => void;
  /** Ends the loop; resolves when what is being sent has been settled. */
  stop(): Promise<void>;
}

/** Keeps an outbox empty: looks when woken, when a retry is due, and now and then. `work` resolves to the next due time. */
export function startDispatchLoop(deps: {
  work: () => Promise<number | null>;
  pubsub: PubSub;
  clock: Clock;
  timer: Timer;
  log: Log;
}): DispatchLoop {
  let stopped = false;
  let again = false;
  let running: Promise<void> | null = null;
  let cancelTimer = () => {};

  const look = (): void => {
    if (stopped) return;
    if (running !== null) {
      again = true;
      return;
    }
    cancelTimer();
    running = round().finally(() => {
      running = null;
      if (again) look();
    });
  };

  const round = async (): Promise<void> => {
    again = false;
    let wait = longestWait;
    try {
      const due = await deps.work();
      if (due !== null)
        wait = Math.min(longestWait, Math.max(due > deps.clock() ? 0 : shortestWait, due - deps.clock()));
    } catch (error) {
      deps.log.error({ code: codeOf(error), error }, 'the outbox could not be worked on; it will be tried again');
      wait = afterFailure;
    }
    if (!stopped) cancelTimer = deps.timer(wait, look);
  };

  const unsubscribe = deps.pubsub.subscribe(outboxTopic, look);
  look();

  return {
    look,
    async stop() {
      stopped = true;
      unsubscribe();
      cancelTimer();
      await running;
    },
  };
}
