/** Limits the processor time of some work, over a few seconds. */
export interface CpuBudget {
  /** Remaining share, from 1 (all) down; 0 or less: nothing. */
  left(): number;
  /** Milliseconds until that much is available. */
  until(left: number): number;
  spend(milliseconds: number): void;
}

/**
 * A token bucket that refills with `share` of one processor, and holds at most `windowMs` worth of it. A share of 1 or
 * more is no limit: one thread takes no more.
 */
export function createCpuBudget(deps: { share: number; windowMs: number; clock: () => number }): CpuBudget {
  const { share, windowMs, clock } = deps;
  const capacity = share * windowMs;
  let level = capacity;
  let at = clock();
  const refill = () => {
    const now = clock();
    level = Math.min(capacity, level + Math.max(0, now - at) * share);
    at = now;
  };
  return {
    left() {
      refill();
      return share >= 1 ? 1 : level / capacity;
    },
    until(left) {
      refill();
      return share >= 1 ? 0 : Math.max(0, Math.ceil((left * capacity - level) / share));
    },
    spend(milliseconds) {
      refill();
      level -= milliseconds;
    },
  };
}
