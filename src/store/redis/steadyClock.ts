import type { Clock } from '../../core/ports/clock.ts';

/** Milliseconds by which the wall clock must be ahead to mean that this machine slept: less is noise and adjustment. */
const minSleepMs = 250;

/**
 * A clock that never goes back and includes the time for which the machine was suspended, which the monotonic clock may
 * leave out. If the wall clock is set forward, this clock runs ahead: countdowns end early, never late.
 */
export function createSteadyClock(monotonic: Clock, wall: Clock): Clock {
  let lastMonotonic = monotonic();
  let lastWall = wall();
  let slept = 0;
  return () => {
    const monotonicNow = monotonic();
    const wallNow = wall();
    const ahead = wallNow - lastWall - (monotonicNow - lastMonotonic);
    if (ahead > minSleepMs) slept += ahead;
    lastMonotonic = monotonicNow;
    lastWall = wallNow;
    return monotonicNow + slept;
  };
}
