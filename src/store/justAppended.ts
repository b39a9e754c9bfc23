import type { Commit } from '../core/model/commit.ts';

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

/** Creates it, empty. */
export function createJustAppended<Position>(): JustAppended<Position> {
  const kept = new Map<Position, Commit>();
  return {
    put(position, commit) {
      kept.set(position, commit);
      for (const [old, { at }] of kept) {
        if (kept.size <= mostKept && at >= commit.at - keptMs) break;
        kept.delete(old);
      }
    },
    at: (position) => kept.get(position),
  };
}
