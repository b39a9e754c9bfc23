/** Bounds the processor time that work takes, over a few seconds. */
export interface CpuBudget {
  /** What is left, from 1 (all) down; 0 and less: nothing. */
  left(): number;
  /** Milliseconds until that much is left. */
  until(left: number): number;
  spend(milliseconds: number): void;
}

/**
 * A bucket that `share` of one processor flows into, and that holds what flows in during `windowMs`. A share of 1 and more
 * bounds nothing: one thread takes no more.
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
