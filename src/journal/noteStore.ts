import type { ConversationId } from '../core/model/conversation.ts';
import type { Blobs } from '../core/ports/files.ts';
import type { Keys } from '../core/ports/sealer.ts';
import { openBytes, sealBytes } from './envelope.ts';

/** Small records of a channel, sealed under the key of a conversation. */
export interface NoteStore {
  /** Resolves when it is durable. An existing id keeps its value. */
  seal(conversation: ConversationId, id: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is none, or its key was destroyed. */
  open(conversation: ConversationId, id: string): Promise<Uint8Array | null>;
}

export function createNoteStore({ blobs, keys }: { blobs: Blobs; keys: Pick<Keys, 'current' | 'find'> }): NoteStore {
  const contextOf = (conversation: ConversationId, id: string, keyId: string) =>
    `file\n${conversation}\n${id}\n${keyId}`;
  return {
    async seal(conversation, id, bytes) {
      const key = await keys.current(conversation);
      await blobs.put(conversation, id, sealBytes(key.key, contextOf(conversation, id, key.id), bytes), key.id);
    },
    async open(conversation, id) {
      const blob = await blobs.get(conversation, id);
      const key = blob && (await keys.find(blob.keyId));
      return blob && key ? openBytes(key.key, contextOf(conversation, id, blob.keyId), blob.sealed) : null;
    },
  };
}
