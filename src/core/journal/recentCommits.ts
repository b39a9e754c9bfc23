import type { ConversationId } from '../model/conversation.ts';
import type { Clock } from '../ports/clock.ts';
import { createLruCache } from '../util/lruCache.ts';
import type { TranscriptTurn } from './transcript.ts';

/** Conversations whose newest turn is kept, up to twice as many. */
const kept = 1_000;
/** Milliseconds for which it is: streams that are open read it at once, and an erasure elsewhere must not be outlived. */
const freshFor = 1_000;

/**
 * The newest turn of each conversation, for a moment, so that streams of the same process need not read and open what
 * was sealed and stored a moment ago.
 */
export interface RecentCommits {
  /** Keeps a turn that is durable, instead of the one before it. */
  put(conversation: ConversationId, turn: TranscriptTurn): void;
  /** The turn that follows a revision, if it is at hand. */
  after(conversation: ConversationId, revision: number): TranscriptTurn | null;
}

export function createRecentCommits(clock: Clock): RecentCommits {
  const newest = createLruCache<ConversationId, { readonly turn: TranscriptTurn; readonly until: number }>(kept);
  return {
    put: (conversation, turn) => newest.set(conversation, { turn, until: clock() + freshFor }),
    after(conversation, revision) {
      const fresh = newest.get(conversation);
      return fresh?.turn.revision === revision + 1 && clock() < fresh.until ? fresh.turn : null;
    },
  };
}
