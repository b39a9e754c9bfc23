/** Something to wait at. A ring that finds nobody waiting is kept for the next who comes. */
export interface Bell {
  ring(): void;
  /** Forgets a ring that nobody has heard. */
  hush(): void;
  /** Resolves after `milliseconds`, or sooner when somebody rings. */
  wait(milliseconds: number): Promise<void>;
}

export function createBell(): Bell {
  let escalation = false;
  let signal: (() => void) | null = null;
  return {
    ring() {
      if (signal) signal();
      else escalation = true;
    },
    hush() {
      escalation = false;
    },
    wait(milliseconds) {
      if (escalation) {
        escalation = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        // Without an end (Infinity) only the bell wakes: timers know no such number.
        const timer = milliseconds < Number.POSITIVE_INFINITY ? setTimeout(() => signal?.(), milliseconds) : undefined;
        signal = () => {
          clearTimeout(timer);
          signal = null;
          resolve();
        };
      });
    },
  };
}
