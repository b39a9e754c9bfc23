import type { Clock } from '../../core/ports/clock.ts';

/** Milliseconds by which the wall clock must be ahead to mean that this machine slept: less is noise and adjustment. */
const nap = 250;

/**
 * A clock that never goes back and counts the time for which the machine was suspended, which the monotonic clock may
 * leave out. Where the wall clock is put forward it is ahead: whoever counts down with it is early, never late.
 */
export function createSteadyClock(monotonic: Clock, wall: Clock): Clock {
  let lastMonotonic = monotonic();
  let lastWall = wall();
  let slept = 0;
  return () => {
    const monotonicNow = monotonic();
    const wallNow = wall();
    const ahead = wallNow - lastWall - (monotonicNow - lastMonotonic);
    if (ahead > nap) slept += ahead;
    lastMonotonic = monotonicNow;
    lastWall = wallNow;
    return monotonicNow + slept;
  };
}
