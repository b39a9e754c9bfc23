import { backoff } from './backoff.ts';
import { createBell } from './bell.ts';
import { LineError } from './problem.ts';
import type { ActivitySet } from './protocol.ts';
import { openStream, type Stream, type StreamEnd } from './stream.ts';

/** How the line to the server is: `lost` while it is tried again, `barred` when that would be of no use. */
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
  /** The server does not let this page show the chat any more. */
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
const pollLongest = 15_000;
/** For how long polling goes on before the stream is tried again, for each time that it failed. */
const pollFor = 60_000;
/** How long a stream may take to open before the news is fetched without it. */
const impatience = 1_000;
/** A stream that lives less than this has not served. */
const worthwhile = 5_000;
/** So many failures of one kind in a row are no accident. */
const tooOften = 2;
const blockedStream: StreamEnd = { how: 'blocked', lived: 0 };

/** Follows by WebSocket; by polling where that is blocked or keeps things back; and comes back after every loss. */
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
        if (blocked > 0) await poll(blocked * pollFor);
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
    // Where the way is blocked without a word, nobody shall wait for that to be noticed.
    const hurry = setTimeout(() => void deps.read().then(deps.take, () => {}), impatience);
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

  /** Asks again and again; more seldom while nothing happens, not at all while nobody looks. Throws when that fails. */
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
      pause = isNews ? pollFirst : Math.min(pollLongest, pause * 1.2);
      await bell.wait(isNews ? 0 : pause);
    }
  }

  async function rest(least: number): Promise<void> {
    // What was called before the loss is no reason to come back at once, with everybody else.
    bell.hush();
    if (!navigator.onLine) {
      deps.status('offline');
      await bell.wait(Number.POSITIVE_INFINITY);
      return;
    }
    // One loss may be a server that restarts: it is worth no alarm.
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
      // The line is down, whatever the stream believes.
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
