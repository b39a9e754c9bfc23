import { createHash } from 'node:crypto';
import type { SealedContent } from '../../src/core/model/commit.ts';
import type { ConversationKey, Keys, Sealer } from '../../src/core/ports/sealer.ts';

interface MemoryKeys extends Keys {
  readonly living: (conversation: string) => readonly string[];
  /** Takes all keys of a conversation away without a mark, as a lost file of keys does. */
  readonly lose: (conversation: string) => void;
}

/** Keys in memory, with their order in sight. */
export function createMemoryKeys(): MemoryKeys {
  const keys = new Map<string, ConversationKey[]>();
  const of = (conversation: string) => keys.get(conversation) ?? [];
  const destroyed = new Set<string>();
  let made = 0;
  const rotate = async (conversation: string) => {
    made += 1;
    const key = { id: `key-${made}`, key: new Uint8Array(32).fill(made) };
    keys.set(conversation, [...of(conversation), key]);
    return key;
  };
  return {
    lose: (conversation) => void keys.delete(conversation),
    living: (conversation) => of(conversation).map(({ id }) => id),
    current: async (conversation) => of(conversation).at(-1) ?? rotate(conversation),
    find: async (keyId) => [...keys.values()].flat().find(({ id }) => id === keyId) ?? null,
    fate: async (keyId) => {
      if ([...keys.values()].flat().some(({ id }) => id === keyId)) return 'alive';
      return destroyed.has(keyId) ? 'destroyed' : 'unknown';
    },
    rotate,
    destroy: async (conversation, except) => {
      const age = (id: string | null) => (id === null ? Number.POSITIVE_INFINITY : Number(id.slice('key-'.length)));
      const kept = of(conversation).filter(({ id }) => age(id) >= age(except));
      const gone = of(conversation).filter((key) => !kept.includes(key));
      for (const { id } of gone) destroyed.add(id);
      keys.set(conversation, kept);
      return gone.map(({ id }) => id);
    },
    destroyed: async () => [...destroyed],
    destroyById: async (keyIds) => {
      const touched = [...keys].filter(([, each]) => each.some(({ id }) => keyIds.includes(id)));
      for (const [conversation, each] of touched) {
        for (const { id } of each) if (keyIds.includes(id)) destroyed.add(id);
        keys.set(
          conversation,
          each.filter(({ id }) => !keyIds.includes(id)),
        );
      }
      return touched.map(([conversation]) => conversation);
    },
  };
}

/**
 * Seals nothing, but opens only what a living key was used for: enough to see who could read what. The text is kept
 * as bytes that JSON made, so that what it does not carry is lost here as it would be in earnest.
 */
export function createMemorySealer(keys: Keys): Sealer {
  return {
    conversationId: (...names) => `c-${hash(JSON.stringify(names))}`,
    inboundKey: (conversation, platformMessageId) => `i-${hash(`${conversation} ${platformMessageId}`)}`,
    async seal(conversation, content, which) {
      // What follows a commit is sealed unseen, as a real ring may do, so that a key that is gone shows.
      const current = async () => (which === 'fresh' ? keys.rotate(conversation) : keys.current(conversation));
      const key = typeof which === 'object' ? { id: which.follows } : await current();
      const salts = [content.inbound, ...content.outbound].map((_, index) => `${key.id}-${index}`);
      const commitments = [content.inbound, ...content.outbound].map((message, index) =>
        hash(`${salts[index]} ${JSON.stringify(message)}`),
      );
      return { sealed: new TextEncoder().encode(JSON.stringify({ ...content, salts })), keyId: key.id, commitments };
    },
    async open({ keyId, sealed }) {
      return (await keys.find(keyId)) === null ? null : (JSON.parse(new TextDecoder().decode(sealed)) as SealedContent);
    },
    fate: keys.fate,
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
