import type { ConversationKey } from '../../core/ports/sealer.ts';

/** Cache of recently used keys, by key id and by conversation; evicts the least recently used. */
interface KeyCache {
  byId(id: string): ConversationKey | null;
  byConversation(conversation: string): ConversationKey | null;
  put(conversation: string, key: ConversationKey): void;
  evict(id: string): void;
}

export function createKeyCache(limit: number): KeyCache {
  // A Map keeps insertion order: a used entry moves to its end.
  const entries = new Map<string, { conversation: string; key: ConversationKey }>();
  const current = new Map<string, string>();

  function evict(id: string): void {
    const entry = entries.get(id);
    if (!entry) return;
    entries.delete(id);
    if (current.get(entry.conversation) === id) current.delete(entry.conversation);
  }

  function byId(id: string): ConversationKey | null {
    const entry = entries.get(id);
    if (!entry) return null;
    entries.delete(id);
    entries.set(id, entry);
    return entry.key;
  }

  return {
    byId,
    byConversation: (conversation) => {
      const id = current.get(conversation);
      return id === undefined ? null : byId(id);
    },
    put: (conversation, key) => {
      evict(key.id);
      entries.set(key.id, { conversation, key });
      current.set(conversation, key.id);
      if (entries.size > limit) {
        const [oldest] = entries.keys();
        if (oldest !== undefined) evict(oldest);
      }
    },
    evict,
  };
}
