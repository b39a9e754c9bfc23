import { CodedError, codeOf, PlatformRefused } from '../core/model/errors.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
/** How an account that should be open is doing. */
export type Health =
  | { readonly state: 'opening' }
  /** `since`: milliseconds since 1970. */
  | { readonly state: 'open'; readonly since: number }
  | { readonly state: 'failing'; readonly code: string; readonly message: string; readonly since: number };

/** Something that can be opened, may stop working, and is to be kept open. */
export interface Openable {
  close(): Promise<void>;
}

export interface ReconcileDeps {
  /** Opens it; `failed` is to be called when it stops working later. */
  readonly open: (failed: (error: unknown) => void) => Promise<Openable>;
  /** Told of every change, after it. */
  readonly changed: (health: Health, error: unknown) => void;
  readonly clock: Clock;
  readonly timer: Timer;
  /** A number from 0 to 1, so that the attempts of many accounts don't fall together. */
  readonly jitter: () => number;
}

export interface Kept {
  health(): Health;
  /** Closes it and tries no more; resolves when it is closed. Saying it again changes nothing. */
  stop(): Promise<void>;
}

const firstDelay = 1_000;
const longestDelay = 5 * 60_000;

/** Keeps something open: opens it, and again with back-off whenever that failed or it stopped working. Never rejects. */
export function keepOpen(deps: ReconcileDeps): Kept {
  let health: Health = { state: 'opening' };
  let opened: Openable | null = null;
  let attempts = 0;
  let stopped = false;
  let cancelTimer = () => {};
  /** Everything that opens or closes, one after the other. */
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
      // What failed while it was being opened is on its way already.
      if (isLive) retryLater(error);
      isLive = false;
      return;
    }
    attempts = 0;
    health = { state: 'open', since: deps.clock() };
    if (!stopped) deps.changed(health, null);
  }

  /** It stopped working: what is left of it is closed before the next attempt. */
  async function fall(error: unknown): Promise<void> {
    await close();
    retryLater(error);
  }

  async function close(): Promise<void> {
    const closing = opened;
    opened = null;
    // What does not even close any more must not hold up what comes next.
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
    const backOff = Math.min(longestDelay, firstDelay * 2 ** Math.min(attempts, 20)) * (0.5 + deps.jitter() / 2);
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

/** What may be shown of an error: one that nobody foresaw may hold anything. */
function sayError(error: unknown): string {
  return error instanceof CodedError ? error.message : 'It failed in a way that nobody foresaw: see the log.';
}
