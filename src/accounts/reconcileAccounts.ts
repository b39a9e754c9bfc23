import { CodedError, codeOf, PlatformRefused } from '../core/model/errors.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
/** Health of an account that should be open. */
export type Health =
  | { readonly state: 'opening' }
  /** `since`: milliseconds since 1970. */
  | { readonly state: 'open'; readonly since: number }
  | { readonly state: 'failing'; readonly code: string; readonly message: string; readonly since: number };

/** Something that can be opened, may fail, and should be kept open. */
export interface Openable {
  close(): Promise<void>;
}

interface ReconcileDeps {
  /** Opens it; call `failed` when it stops working later. */
  readonly open: (failed: (error: unknown) => void) => Promise<Openable>;
  /** Called after every change. */
  readonly changed: (health: Health, error: unknown) => void;
  readonly clock: Clock;
  readonly timer: Timer;
  /** A number from 0 to 1 for jitter, so that many accounts do not retry at once. */
  readonly jitter: () => number;
}

export interface Kept {
  health(): Health;
  /** Closes it and stops retrying; resolves when it is closed. Further calls have no effect. */
  stop(): Promise<void>;
}

const firstDelayMs = 1_000;
const maxDelayMs = 5 * 60_000;

/**
 * Keeps something open: opens it, and reopens it with back-off whenever that failed or it stopped working. Never
 * rejects.
 */
export function keepOpen(deps: ReconcileDeps): Kept {
  let health: Health = { state: 'opening' };
  let opened: Openable | null = null;
  let attempts = 0;
  let stopped = false;
  let cancelTimer = () => {};
  /** Runs all opening and closing in sequence. */
  let running: Promise<void> = Promise.resolve().then(attempt);

  async function attempt(): Promise<void> {
    if (stopped) return;
    let isLive = true;
    const failed = (error: unknown) => {
      if (!isLive) return;
      isLive = false;
      running = running.then(() => fall(error));
    };
    try {
      opened = await deps.open(failed);
    } catch (error) {
      // If opening failed, a retry is already scheduled.
      if (isLive) retryLater(error);
      isLive = false;
      return;
    }
    attempts = 0;
    health = { state: 'open', since: deps.clock() };
    if (!stopped) deps.changed(health, null);
  }

  /** It stopped working: close it before the next attempt. */
  async function fall(error: unknown): Promise<void> {
    await close();
    retryLater(error);
  }

  async function close(): Promise<void> {
    const closing = opened;
    opened = null;
    // A failing close must not block what comes next.
    await closing?.close().catch(() => {});
  }

  function retryLater(error: unknown): void {
    if (stopped) return;
    const now = deps.clock();
    const since = health.state === 'failing' ? health.since : now;
    health = { state: 'failing', code: codeOf(error), message: sayError(error), since };
    deps.changed(health, error);
    cancelTimer = deps.timer(delay(error, now), () => {
      running = running.then(attempt);
    });
    attempts += 1;
  }

  function delay(error: unknown, now: number): number {
    const backOff = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(attempts, 20)) * (0.5 + deps.jitter() / 2);
    const asked = error instanceof PlatformRefused && error.retryAt !== null ? error.retryAt - now : 0;
    return Math.max(backOff, asked);
  }

  return {
    health: () => health,
    async stop() {
      stopped = true;
      cancelTimer();
      await running;
      await close();
    },
  };
}

/** The error text to show: an unexpected error may contain anything. */
function sayError(error: unknown): string {
  return error instanceof CodedError ? error.message : 'An unexpected error: see the log.';
}
