import { codeOf } from '../model/errors.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { PubSub } from '../ports/pubsub.ts';
import { outboxTopic } from '../ports/pubsub.ts';

/** Maximum time between two passes: other processes may have left tasks, and signals may be lost. */
const maxWaitMs = 30_000;
/**
 * Minimum time between two passes, milliseconds, when an overdue task could not be claimed: another process has it, or
 * a dead one still holds its lease. A signal starts a pass at once all the same.
 */
const minWaitMs = 250;
/** Milliseconds until the next pass after a failed one: the store may be back soon. */
const failureDelayMs = 2_000;

interface DispatchLoop {
  /** Starts a pass now; during a pass, one more follows it. */
  readonly look: () => void;
  /** Ends the loop; resolves when the messages being sent have been settled. */
  stop(): Promise<void>;
}

/** Processes the outbox: on signals, when a retry is due, and at intervals. `work` resolves to the next due time. */
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
    let wait = maxWaitMs;
    try {
      const due = await deps.work();
      if (due !== null) wait = Math.min(maxWaitMs, Math.max(due > deps.clock() ? 0 : minWaitMs, due - deps.clock()));
    } catch (error) {
      deps.log.error({ code: codeOf(error), error }, 'processing the outbox failed; it will be retried');
      wait = failureDelayMs;
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
