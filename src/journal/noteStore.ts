import type { ConversationId } from '../core/model/conversation.ts';
import type { Blobs, NoteStore } from '../core/ports/files.ts';
import type { Keys } from '../core/ports/sealer.ts';
import { openBytes, sealBytes } from './envelope.ts';

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
