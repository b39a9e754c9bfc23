import { filled, type LeakyBucket, levelAt, msUntilLevel } from '../../core/util/leakyBucket.ts';

/** Limits the processor time of some work, over a few seconds. */
interface CpuBudget {
  /** Remaining share, from 1 (all) down; 0 or less: nothing. */
  left(): number;
  /** Milliseconds until that much is available. */
  until(left: number): number;
  spend(milliseconds: number): void;
}

/**
 * A bucket of spent time that drains with `share` of one processor and holds at most `windowMs` worth of it. A share of 1
 * or more is no limit: one thread takes no more.
 */
export function createCpuBudget(deps: { share: number; windowMs: number; clock: () => number }): CpuBudget {
  const { share, windowMs, clock } = deps;
  const capacity = share * windowMs;
  let spent: LeakyBucket = { level: 0, at: clock() };
  return {
    left: () => (share >= 1 ? 1 : 1 - levelAt(spent, clock(), share) / capacity),
    until: (left) => (share >= 1 ? 0 : Math.ceil(msUntilLevel(spent, (1 - left) * capacity, clock(), share))),
    spend(milliseconds) {
      spent = filled(spent, milliseconds, clock(), share);
    },
  };
}
