import type { Timer } from '../ports/clock.ts';

/** Milliseconds between two lines of the same kind. */
const lineIntervalMs = 60_000;

/**
 * Creates a log function for events that anybody may cause any number of times. The first is written at once; the
 * following ones are written once a minute, as one line with their count. `write` gets the count and the last event.
 */
export function createCountedLog<What>(deps: {
  write: (times: number, last: What) => void;
  /** Must not keep the process alive. */
  timer: Timer;
}): (what: What) => void {
  let waiting: { times: number; last: What } | null = null;
  let pausing = false;

  function write(times: number, last: What): void {
    pausing = true;
    waiting = null;
    deps.write(times, last);
    deps.timer(lineIntervalMs, () => {
      pausing = false;
      if (waiting !== null) write(waiting.times, waiting.last);
    });
  }

  return (what) => {
    if (pausing) waiting = { times: (waiting?.times ?? 0) + 1, last: what };
    else write(1, what);
  };
}
