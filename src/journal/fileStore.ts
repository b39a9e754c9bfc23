import type { ConversationId } from '../core/conversation.ts';
import type { Blobs, Keys } from '../core/ports.ts';
import { openBytes, sealBytes } from './envelope.ts';

/** Files of people, kept sealed under the key of their conversation, so that erasing the key erases them too. */
export interface FileStore {
  /** Resolves when the bytes are durable. */
  sealFile(conversation: ConversationId, id: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is no such file in the conversation, or its key was destroyed. */
  openFile(conversation: ConversationId, id: string): Promise<Uint8Array | null>;
}

export function createFileStore({ blobs, keys }: { blobs: Blobs; keys: Keys }): FileStore {
  const contextOf = (conversation: ConversationId, id: string, keyId: string) =>
    `file\n${conversation}\n${id}\n${keyId}`;
  return {
    async sealFile(conversation, id, bytes) {
      const key = await keys.current(conversation);
      await blobs.put(conversation, id, sealBytes(key.key, contextOf(conversation, id, key.id), bytes), key.id);
    },
    async openFile(conversation, id) {
      const blob = await blobs.get(conversation, id);
      const key = blob && (await keys.find(blob.keyId));
      return blob && key ? openBytes(key.key, contextOf(conversation, id, blob.keyId), blob.sealed) : null;
    },
  };
}
