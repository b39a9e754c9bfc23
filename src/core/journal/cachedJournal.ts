import type { ConversationId } from '../model/conversation.ts';
import type { Journal, Loaded } from '../ports/journal.ts';
import { createLruCache } from '../util/lruCache.ts';

/** Number of conversations whose newest state is cached (up to twice as many); some 500 bytes each. */
const cacheSize = 4_000;

/**
 * A journal that caches the newest state of active conversations, so that a turn need not load it. The cache may be
 * behind what another process has appended. The store then refuses the next commit (its revision or its message is
 * taken), the cache entry is dropped, and the engine loads the current state.
 */
export function createCachedJournal(journal: Journal): Journal {
  const newest = createLruCache<ConversationId, Loaded['latest']>(cacheSize);
  return {
    async load(conversation, inboundKey) {
      const latest = newest.get(conversation);
      return latest ? { latest, duplicateOf: null } : journal.load(conversation, inboundKey);
    },
    async append(commit) {
      const { conversation, revision, state, keyId } = commit;
      // Also when the append fails: it is unknown then whether the commit was stored.
      newest.set(conversation, null);
      const outcome = await journal.append(commit);
      if (outcome === 'appended') newest.set(conversation, { revision, state, keyId });
      return outcome;
    },
    read: journal.read,
    scan: journal.scan,
    scanOutlines: journal.scanOutlines,
  };
}
