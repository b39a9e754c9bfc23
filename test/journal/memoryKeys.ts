import { randomBytes } from 'node:crypto';
import type { ConversationKey, Keys } from '../../src/core/ports/sealer.ts';

/** Keys in memory, the newest of a conversation last. */
export function createMemoryKeys(): Keys {
  const all: { conversation: string; key: ConversationKey }[] = [];
  const destroyed = new Set<string>();
  const of = (conversation: string) => all.filter((entry) => entry.conversation === conversation);

  async function rotate(conversation: string): Promise<ConversationKey> {
    const key = { id: `${conversation} key ${all.length}`, key: new Uint8Array(randomBytes(32)) };
    all.push({ conversation, key });
    return key;
  }

  return {
    rotate,
    current: async (conversation) => of(conversation).at(-1)?.key ?? rotate(conversation),
    find: async (id) => all.find(({ key }) => key.id === id)?.key ?? null,
    fate: async (id) => {
      if (all.some(({ key }) => key.id === id)) return 'alive';
      return destroyed.has(id) ? 'destroyed' : 'unknown';
    },
    destroy: async (conversation, except) => {
      const own = of(conversation);
      const kept = own.findIndex(({ key }) => key.id === except);
      const gone = kept === -1 ? own : own.slice(0, kept);
      for (const entry of gone) {
        destroyed.add(entry.key.id);
        all.splice(all.indexOf(entry), 1);
      }
      return gone.map(({ key }) => key.id);
    },
    destroyed: async () => [...destroyed],
    destroyById: async () => [],
  };
}
