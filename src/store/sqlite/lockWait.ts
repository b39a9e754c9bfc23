/** How long writers wait for another process to end its transaction before they give up, milliseconds. */
const lockTimeoutMs = 5_000;
/**
 * Most milliseconds of waiting that one failed attempt stands for. A busy event loop tries rarely: that somebody had the
 * lock at two moments, seconds apart, does not mean that they kept it in between.
 */
const attemptMs = 250;

/** How long writers wait while somebody else has the lock. */
export interface LockWait {
  /** Whether they have failed at least once since the last time that it was over. */
  isWaiting(): boolean;
  /** Notes a failed attempt; returns whether they try again. */
  failed(): boolean;
  /** Notes that they wrote, or gave up. */
  over(): void;
}

interface Wait {
  lastAttempt: number;
  /** Milliseconds. */
  waited: number;
  /** Who has the lock, as far as it was asked. */
  holder: 'not asked' | 'asked' | 'another program';
}

/**
 * Creates the waiting of a group. `isCheckpointing` tells whether a process of ours copies the log into the file at this
 * moment. That may keep writers waiting for as long as the disk takes to flush, and is no reason to give up: the commit
 * itself would wait for the same disk.
 */
export function createLockWait(isCheckpointing: () => Promise<boolean>): LockWait {
  let wait: Wait | null = null;

  /** While there is no answer they go on: the thread that would give it is the one that checkpoints. */
  async function ask(asked: Wait): Promise<void> {
    asked.holder = 'asked';
    const isOurs = await isCheckpointing();
    asked.waited = isOurs ? 0 : asked.waited;
    asked.holder = isOurs ? 'not asked' : 'another program';
  }

  return {
    isWaiting: () => wait !== null,
    failed() {
      const now = performance.now();
      wait ??= { lastAttempt: now, waited: 0, holder: 'not asked' };
      wait.waited += Math.min(attemptMs, now - wait.lastAttempt);
      wait.lastAttempt = now;
      if (wait.waited < lockTimeoutMs) return true;
      if (wait.holder === 'not asked') void ask(wait);
      return wait.holder !== 'another program';
    },
    over() {
      wait = null;
    },
  };
}
