import type { Clock, Timer } from '../../../src/core/ports/clock.ts';
import { testDay } from '../../support/clock.ts';

/** A world in which time passes only when told to, and everything that is due happens in order. */
export interface World {
  /** Milliseconds since 1970. */
  readonly now: Clock;
  readonly timer: Timer;
  /** Resolves after so many milliseconds of this world. */
  wait(milliseconds: number): Promise<void>;
  /** Lets time pass; `look` is asked after everything that happens. */
  pass(milliseconds: number, look: () => void): Promise<void>;
}

export function createWorld(): World {
  let time = testDay;
  let count = 0;
  const due = new Map<number, { at: number; callback: () => void }>();

  const timer: Timer = (milliseconds, callback) => {
    const id = count++;
    // Whole milliseconds and at least one, as Node's timers.
    due.set(id, { at: time + Math.max(1, Math.ceil(milliseconds)), callback });
    return () => void due.delete(id);
  };
  /** What waits for nothing but its turn goes on until it waits for time. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

  return {
    now: () => time,
    timer,
    wait: (milliseconds) => new Promise((resolve) => timer(milliseconds, resolve)),
    async pass(milliseconds, look) {
      const end = time + milliseconds;
      for (;;) {
        await settle();
        look();
        const [first] = [...due].sort(([a, x], [b, y]) => x.at - y.at || a - b);
        if (first === undefined || first[1].at > end) break;
        due.delete(first[0]);
        time = first[1].at;
        // Just before it happens, what ended by itself has ended.
        look();
        first[1].callback();
      }
      time = end;
      look();
    },
  };
}
