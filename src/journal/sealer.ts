import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { SealedContent } from '../core/model/commit.ts';
import type { Keys, Sealer } from '../core/ports/sealer.ts';
import { createLruCache } from '../core/util/lruCache.ts';
import { commitToTexts } from './commitments.ts';
import { deriveSecret } from './deriveSecret.ts';
import { openBytes, sealBytes } from './envelope.ts';

/** Cache size, in conversation ids. */
const cacheSize = 4_000;
/** Bytes of an id: as HMAC of something that a platform chose, 128 bits never collide by chance. */
const idLength = 16;

/**
 * Seals the personal part of commits and derives the ids that hide platform ids. `secret` (32 bytes) must be the same
 * in every process and never change: another secret gives every conversation another id.
 */
export function createSealer({ keys, secret }: { keys: Keys; secret: Uint8Array }): Sealer {
  const conversationSecret = createSecretKey(deriveSecret(secret, 'conversation ids'));
  const inboundSecret = createSecretKey(deriveSecret(secret, 'inbound keys'));
  const known = createLruCache<string, string>(cacheSize);

  return {
    conversationId(tenant, account, platformConversation) {
      const pieces = [tenant, account, platformConversation];
      const name = pieces.join('\n');
      let id = known.get(name);
      if (id === undefined) {
        id = pseudonym(conversationSecret, pieces);
        known.set(name, id);
      }
      return id;
    },

    inboundKey: (conversation, platformMessageId) => pseudonym(inboundSecret, [conversation, platformMessageId]),

    async seal(conversation, content, which) {
      const last = typeof which === 'object' ? which.follows : undefined;
      const { id, key } = await (which === 'fresh' ? keys.rotate(conversation) : keys.current(conversation, last));
      const { salts, commitments } = commitToTexts(content);
      const whole: SealedContent = { ...content, salts };
      const sealed = sealBytes(key, contextOf(conversation, id), Buffer.from(JSON.stringify(whole)));
      return { sealed, keyId: id, commitments };
    },

    async open({ conversation, keyId, sealed }) {
      const found = await keys.find(keyId);
      if (found === null) return null;
      const plain = openBytes(found.key, contextOf(conversation, keyId), sealed);
      return JSON.parse(plain.toString()) as SealedContent;
    },

    fate: keys.fate,
  };
}

/** JSON separates the parts, so that no two lists of parts give the same id. */
function pseudonym(secret: KeyObject, pieces: readonly string[]): string {
  const digest = createHmac('sha256', secret).update(JSON.stringify(pieces)).digest();
  return digest.subarray(0, idLength).toString('base64url');
}

/** Context of sealed content: moved to another conversation or key, it does not open. */
function contextOf(conversation: string, keyId: string): string {
  return `${conversation}\n${keyId}`;
}
