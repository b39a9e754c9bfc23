import { createHash } from 'node:crypto';
import type { SealedContent } from '../../src/core/commit.ts';
import type { ConversationKey, Keys, Sealer } from '../../src/core/ports.ts';

/** Keys in memory, with their order in sight. */
export function createMemoryKeys(): Keys & { readonly living: (conversation: string) => readonly string[] } {
  const keys = new Map<string, ConversationKey[]>();
  const of = (conversation: string) => keys.get(conversation) ?? [];
  let made = 0;
  const rotate = async (conversation: string) => {
    made += 1;
    const key = { id: `key-${made}`, key: new Uint8Array(32).fill(made) };
    keys.set(conversation, [...of(conversation), key]);
    return key;
  };
  return {
    living: (conversation) => of(conversation).map(({ id }) => id),
    current: async (conversation) => of(conversation).at(-1) ?? rotate(conversation),
    find: async (keyId) => [...keys.values()].flat().find(({ id }) => id === keyId) ?? null,
    rotate,
    destroy: async (conversation, except) => {
      const age = (id: string | null) => (id === null ? Number.POSITIVE_INFINITY : Number(id.slice('key-'.length)));
      keys.set(
        conversation,
        of(conversation).filter(({ id }) => age(id) >= age(except)),
      );
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
    canOpen: async (keyId) => (await keys.find(keyId)) !== null,
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
