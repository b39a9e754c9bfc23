import type { Timer } from '../ports/clock.ts';

/** Milliseconds between two lines of the same kind. */
const linePause = 60_000;

/**
 * Makes a line of the log of what anybody may cause as often as they like: the first is written at once, those of each
 * minute from then on as one line with their number. `write` gets how many a line stands for and what the last one was.
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
    deps.timer(linePause, () => {
      pausing = false;
      if (waiting !== null) write(waiting.times, waiting.last);
    });
  }

  return (what) => {
    if (pausing) waiting = { times: (waiting?.times ?? 0) + 1, last: what };
    else write(1, what);
  };
}
