import { codeOf } from '../core/model/errors.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import { dayOf } from '../core/util/dates.ts';
import type { Registry } from './registry.ts';

/** Milliseconds between two recordings of activity. */
const recordIntervalMs = 10 * 60_000;

/** Records on which days people use which accounts. */
interface AccountActivity {
  /** A person wrote on an account. Free after the first message of a day. */
  note(account: string): void;
  /** Records the collected activity; resolves when that is done. */
  stop(): Promise<void>;
}

/** Creates the activity log of one process: at most one commit every ten minutes, and none when nothing is new. */
export function createActivity(deps: {
  registry: Pick<Registry, 'find' | 'lastActive' | 'noteActive'>;
  clock: Clock;
  timer: Timer;
  log: Log;
}): AccountActivity {
  const { registry, clock, log } = deps;
  /** The last day that is recorded, or about to be. */
  const known = new Map<string, string>();
  let fresh = new Set<string>();
  let day = '';
  let cancelTimer: (() => void) | null = null;
  let running: Promise<void> = Promise.resolve();

  function flush(): void {
    cancelTimer?.();
    cancelTimer = null;
    if (fresh.size === 0) return;
    const accounts = [...fresh].sort();
    const when = day;
    fresh = new Set();
    running = running
      .then(() => registry.noteActive(accounts, when))
      .catch((error) => {
        // The next day's activity makes up for it.
        log.warn({ code: codeOf(error), error }, 'the activity of accounts could not be recorded');
      });
  }

  return {
    note(account) {
      const today = dayOf(clock());
      if (known.get(account) === today) return;
      known.set(account, today);
      if (registry.find(account) === null || registry.lastActive(account) === today) return;
      if (today !== day) flush();
      day = today;
      fresh.add(account);
      cancelTimer ??= deps.timer(recordIntervalMs, flush);
    },
    async stop() {
      flush();
      await running;
    },
  };
}
