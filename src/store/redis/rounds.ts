import type { Timer } from '../../core/ports/clock.ts';

/** Topics signalled at a time, and the milliseconds in between: 1,000 a second, each a read of the store. */
const batchSize = 50;
const batchPauseMs = 50;
/** Milliseconds between two rounds while signals from other processes can't arrive. */
const roundIntervalMs = 2_000;

/** Signals every topic with a local subscriber, a few at a time, in place of signals that may have been missed. */
export interface Rounds {
  /** Runs one round from the beginning, whether or not a round is in progress. */
  once(): void;
  /** Runs rounds repeatedly, until `calm`. */
  repeat(): void;
  /** Ends the repetition: the current round is the last. */
  calm(): void;
  /** Stops at once. */
  close(): void;
}

export function createRounds(deps: {
  topics: () => readonly string[];
  call: (topic: string) => void;
  timer: Timer;
}): Rounds {
  let topics: readonly string[] = [];
  let next = 0;
  let repeating = false;
  let cancel = () => {};

  const step = (): void => {
    const end = next + batchSize;
    for (const topic of topics.slice(next, end)) deps.call(topic);
    next = end;
    if (next < topics.length) cancel = deps.timer(batchPauseMs, step);
    else if (repeating) cancel = deps.timer(roundIntervalMs, begin);
  };

  const begin = (): void => {
    cancel();
    topics = deps.topics();
    next = 0;
    step();
  };

  return {
    once: begin,
    repeat() {
      if (repeating) return;
      repeating = true;
      begin();
    },
    calm() {
      repeating = false;
    },
    close() {
      repeating = false;
      topics = [];
      cancel();
    },
  };
}
