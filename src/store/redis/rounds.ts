import type { Timer } from '../../core/ports/clock.ts';

/** How many topics are called at a time, and the milliseconds in between: 1,000 a second, each a look at the store. */
const stride = 50;
const strideMs = 50;
/** Milliseconds between two rounds while calls from other processes can't arrive. */
const roundMs = 2_000;

/** Calls every topic that somebody here waits for, a few at a time, in place of calls that may have been missed. */
export interface Rounds {
  /** Goes round once, from the beginning, whether or not a round is under way. */
  once(): void;
  /** Goes round again and again, until `calm`. */
  repeat(): void;
  /** Ends the repetition: the round under way is the last. */
  calm(): void;
  /** Ends it all at once. */
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
    const end = next + stride;
    for (const topic of topics.slice(next, end)) deps.call(topic);
    next = end;
    if (next < topics.length) cancel = deps.timer(strideMs, step);
    else if (repeating) cancel = deps.timer(roundMs, begin);
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
