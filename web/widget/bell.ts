/** A signal to wait for. A ring while nobody waits is kept for the next waiter. */
interface Bell {
  ring(): void;
  /** Discards a ring that nobody has waited for. */
  hush(): void;
  /** Resolves after `milliseconds`, or sooner on a ring. */
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
        // Timers do not accept Infinity: without a time limit only a ring ends the wait.
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
