import { type Commit, isRecord } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { Journal, Loaded } from '../ports/journal.ts';
import { createLruCache } from '../util/lruCache.ts';

/** Number of conversations whose newest state is cached (up to twice as many); some 500 bytes each. */
const cacheSize = 4_000;
/** Number of newest commits that are cached themselves (up to twice as many); some 8 KB each. */
const commitCacheSize = 500;

/**
 * A journal that caches the newest state of active conversations, so that a turn need not load it, nor read the
 * values of a flow under way, which are sealed with its newest commit: they stay sealed here. The cache may be
 * behind what another process has appended. The store then refuses the next commit (its revision or its message is
 * taken), the cache entry is dropped, and the engine loads the current state.
 */
export function createCachedJournal(journal: Journal): Journal {
  const newest = createLruCache<ConversationId, Loaded['latest']>(cacheSize);
  const inFlow = createLruCache<ConversationId, Commit>(commitCacheSize);
  return {
    async load(conversation, inboundKey) {
      const latest = newest.get(conversation);
      return latest ? { latest, duplicateOf: null } : journal.load(conversation, inboundKey);
    },
    async append(commit) {
      const { conversation, revision, state, keyId } = commit;
      // Also when the append fails: it is unknown then whether the commit was stored.
      newest.set(conversation, null);
      inFlow.delete(conversation);
      const outcome = await journal.append(commit);
      if (outcome !== 'appended') return outcome;
      newest.set(conversation, { revision, state, keyId });
      if (!isRecord(state) && state.flow !== null) inFlow.set(conversation, commit);
      return outcome;
    },
    async read(conversation, after, limit) {
      // A commit never changes, whatever others append after it.
      const cached = limit === 1 ? inFlow.get(conversation) : undefined;
      return cached?.revision === after + 1 ? [cached] : journal.read(conversation, after, limit);
    },
    scan: journal.scan,
    scanOutlines: journal.scanOutlines,
  };
}
