import type { ConversationId } from '../model/conversation.ts';
import type { Journal, Loaded } from '../ports/journal.ts';
import { createLruCache } from '../util/lruCache.ts';

/** Conversations whose newest state is kept at hand, up to twice as many; some 500 bytes each. */
const kept = 4_000;

/**
 * A journal that keeps the newest state of conversations under way at hand, so that a turn need not load it. What
 * is kept may be behind what another process has appended: the store then refuses the next commit (its revision or
 * its message is taken), what is kept is dropped, and the engine loads what there is.
 */
export function createCachedJournal(journal: Journal): Journal {
  const newest = createLruCache<ConversationId, Loaded['latest']>(kept);
  return {
    async load(conversation, inboundKey) {
      const latest = newest.get(conversation);
      return latest ? { latest, duplicateOf: null } : journal.load(conversation, inboundKey);
    },
    async append(commit) {
      const { conversation, revision, state, keyId } = commit;
      // Also when it fails: nobody knows then whether it stands.
      newest.set(conversation, null);
      const outcome = await journal.append(commit);
      if (outcome === 'appended') newest.set(conversation, { revision, state, keyId });
      return outcome;
    },
    read: journal.read,
    scan: journal.scan,
  };
}
