import type { Commit } from '../core/model/commit.ts';
import type { Timer } from '../core/ports/clock.ts';
import { unheldTimer } from '../core/util/sleep.ts';

/** Milliseconds for which a commit is kept: those who follow the journal look every second or two. */
const keptMs = 5_000;
/** Most commits that are kept, at some 10 KB each, so that a burst takes no memory that others need. */
const mostKept = 2_000;

/**
 * The commits that this process has just stored, by their position in the journal. Those who follow the journal get
 * them from here instead of reading and parsing again what was written a moment ago.
 */
export interface JustAppended<Position> {
  /** Keeps a durable commit, and drops those that are too old. */
  put(position: Position, commit: Commit): void;
  /** Undefined: it is not kept, or another process stored it. */
  at(position: Position): Commit | undefined;
}

/** Creates it, empty. After a burst nothing stays: an idle process keeps no commit. */
export function createJustAppended<Position>(timer: Timer = unheldTimer): JustAppended<Position> {
  const kept = new Map<Position, Commit>();
  let isWatched = false;
  let isIdle = false;

  /** Drops everything once nothing was stored for so long. */
  function watch(): void {
    isWatched = true;
    isIdle = true;
    timer(keptMs, () => {
      if (!isIdle) return watch();
      isWatched = false;
      kept.clear();
    });
  }

  return {
    put(position, commit) {
      isIdle = false;
      if (!isWatched) watch();
      kept.set(position, commit);
      for (const [old, { at }] of kept) {
        if (kept.size <= mostKept && at >= commit.at - keptMs) break;
        kept.delete(old);
      }
    },
    at: (position) => kept.get(position),
  };
}
