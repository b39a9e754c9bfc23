import { backoff } from './backoff.ts';
import { createBell } from './bell.ts';
import { LineError } from './connectionProblem.ts';
import type { ActivitySet } from './directLineWire.ts';
import { openStream, type Stream, type StreamEnd } from './stream.ts';

/** The state of the connection: `lost` while it is retried, `barred` when retrying is useless. */
export type LineStatus = 'connecting' | 'online' | 'lost' | 'offline' | 'barred';

export interface FollowDeps {
  /** A fresh address of the stream, from the cursor on; null where there is none. */
  connect(): Promise<string | null>;
  /** What happened since the cursor. */
  read(): Promise<ActivitySet>;
  /** Takes news and moves the cursor. True when something of it was not known. */
  take(set: ActivitySet): boolean;
  status(status: LineStatus): void;
  /** The server answers, for the first time or after a loss. */
  back(): void;
  /** The server does not know the conversation any more. */
  gone(): void;
  /** The server no longer lets this page show the chat. */
  barred(): void;
}

/** Follows one conversation until it is stopped. */
export interface Follower {
  /** Something may have happened: looks sooner. */
  nudge(): void;
  /** Looks whether the stream, which seems to be open, has kept something back. */
  check(): void;
  stop(): void;
}

const pollFirst = 2_000;
const maxPollIntervalMs = 15_000;
/** How long to poll before the stream is tried again, per failure. */
const pollPeriodMs = 60_000;
/** How long a stream may take to open before news is fetched without it. */
const streamOpenTimeoutMs = 1_000;
/** A stream that lives shorter than this counts as a failure. */
const worthwhile = 5_000;
/** Consecutive failures of one kind that count as systematic. */
const tooOften = 2;
const blockedStream: StreamEnd = { how: 'blocked', lived: 0 };

/** Follows by WebSocket, by polling where that is blocked or withholds events, and reconnects after every loss. */
export function follow(deps: FollowDeps, firstUrl: string | null): Follower {
  const bell = createBell();
  let stopped = false;
  let stream: Stream | null = null;
  let url = firstUrl;
  /** How often the stream has shown that it can't be used. */
  let blocked = 0;
  /** Streams in a row that were closed at once. */
  let shortLived = 0;
  /** Checks in a row that found what the stream had kept back. */
  let keptBack = 0;
  /** Failures in a row. */
  let losses = 0;

  async function run(): Promise<void> {
    while (!stopped) {
      try {
        if (blocked > 0) await poll(blocked * pollPeriodMs);
        await watch();
      } catch (error) {
        if (stopped) return;
        if (error instanceof LineError && error.problem === 'gone') return deps.gone();
        if (error instanceof LineError && error.problem === 'barred') return deps.barred();
        await rest(error instanceof LineError ? error.rest : 0);
      }
    }
  }

  async function watch(): Promise<void> {
    const address = url ?? (await deps.connect());
    url = null;
    if (stopped) return;
    const end = address === null ? blockedStream : await streamTo(address);
    if (stopped) return;
    shortLived = end.how === 'closed' && end.lived < worthwhile ? shortLived + 1 : 0;
    if (end.lived >= worthwhile) {
      losses = 0;
      blocked = 0;
    }
    if (end.how === 'blocked' || shortLived >= tooOften || keptBack >= tooOften) blocked += 1;
    else await rest(0);
  }

  function streamTo(address: string): Promise<StreamEnd> {
    // The stream may be blocked silently: fetch news meanwhile.
    const hurry = setTimeout(() => void deps.read().then(deps.take, () => {}), streamOpenTimeoutMs);
    stream = openStream(
      address,
      () => {
        clearTimeout(hurry);
        deps.status('online');
        deps.back();
      },
      (set) => {
        if (deps.take(set)) keptBack = 0;
      },
    );
    return stream.ended.finally(() => {
      clearTimeout(hurry);
      stream = null;
    });
  }

  /** Polls, less often while nothing happens, and not while the page is hidden. Throws when a request fails. */
  async function poll(milliseconds: number): Promise<void> {
    const until = Date.now() + milliseconds;
    let pause = pollFirst;
    while (!stopped && Date.now() < until) {
      while (!stopped && document.hidden) await bell.wait(Number.POSITIVE_INFINITY);
      if (stopped) return;
      const isNews = deps.take(await deps.read());
      deps.status('online');
      if (losses > 0) deps.back();
      losses = 0;
      pause = isNews ? pollFirst : Math.min(maxPollIntervalMs, pause * 1.2);
      await bell.wait(isNews ? 0 : pause);
    }
  }

  async function rest(least: number): Promise<void> {
    // A ring from before the loss must not make all clients reconnect at once.
    bell.hush();
    if (!navigator.onLine) {
      deps.status('offline');
      await bell.wait(Number.POSITIVE_INFINITY);
      return;
    }
    // A single loss may be a server restart, and is not reported.
    if (losses > 0) deps.status('lost');
    await bell.wait(Math.max(least, backoff(losses, Math.random())));
    losses += 1;
  }

  async function check(): Promise<void> {
    bell.ring();
    const watched = stream;
    if (watched === null) return;
    try {
      const isNews = deps.take(await deps.read());
      deps.status('online');
      if (!isNews) return;
      keptBack += 1;
    } catch {
      // The connection is down, even if the stream has not noticed.
    }
    watched.close();
  }

  void run();
  return {
    nudge: () => bell.ring(),
    check: () => void check(),
    stop() {
      stopped = true;
      stream?.close();
      bell.ring();
    },
  };
}
