import type { ConversationId } from '../model/conversation.ts';
import type { Clock } from '../ports/clock.ts';
import { createLruCache } from '../util/lruCache.ts';
import type { TranscriptTurn } from './transcript.ts';

/** Number of conversations whose newest turn is cached (up to twice as many). */
const cacheSize = 1_000;
/**
 * Milliseconds for which a turn is cached: open streams read it at once, and it must not outlive an erasure in another
 * process.
 */
const ttlMs = 1_000;

/**
 * A short-lived cache of the newest turn of each conversation, so that streams of the same process need not read and
 * open what was sealed and stored a moment ago.
 */
export interface RecentCommits {
  /** Caches a durable turn in place of the previous one. */
  put(conversation: ConversationId, turn: TranscriptTurn): void;
  /** The turn after a revision, if it is cached. */
  after(conversation: ConversationId, revision: number): TranscriptTurn | null;
}

export function createRecentCommits(clock: Clock): RecentCommits {
  const newest = createLruCache<ConversationId, { readonly turn: TranscriptTurn; readonly until: number }>(cacheSize);
  return {
    put: (conversation, turn) => newest.set(conversation, { turn, until: clock() + ttlMs }),
    after(conversation, revision) {
      const fresh = newest.get(conversation);
      return fresh?.turn.revision === revision + 1 && clock() < fresh.until ? fresh.turn : null;
    },
  };
}
