import type { Timer } from '../../src/core/ports/clock.ts';
import type { ManualClock } from './clock.ts';

/** Timers that ring when a test moves its clock on to them. */
export interface ManualTimers {
  readonly timer: Timer;
  /** When the next one rings; null when none is set. */
  next(): number | null;
  /** Rings all that are due, in their order. */
  ring(): void;
}

export function createTimers(clock: Pick<ManualClock, 'now'>): ManualTimers {
  const set = new Map<symbol, { at: number; callback: () => void }>();
  const due = () => [...set].filter(([, { at }]) => at <= clock.now()).sort(([, a], [, b]) => a.at - b.at);
  return {
    timer: (milliseconds, callback) => {
      const id = Symbol();
      set.set(id, { at: clock.now() + milliseconds, callback });
      return () => set.delete(id);
    },
    next: () => (set.size === 0 ? null : Math.min(...Array.from(set.values(), ({ at }) => at))),
    ring() {
      for (const [id, { callback }] of due()) if (set.delete(id)) callback();
    },
  };
}
