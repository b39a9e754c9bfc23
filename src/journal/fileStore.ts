import { isLost, keyMissing } from '../core/journal/lostKey.ts';
import type { ConversationId } from '../core/model/conversation.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { FileQuota, FileStore, Files } from '../core/ports/files.ts';
import type { Keys } from '../core/ports/sealer.ts';
import { openBytes, sealBytes } from './envelope.ts';

/** A file store whose files are removed when their keys are. */
export interface ErasableFileStore extends FileStore {
  /** Rejects with `key.missing` if the key is lost. */
  open: FileStore['open'];
  /** Removes the files of a conversation whose keys were destroyed. Repeating it has no effect. */
  removeErased(conversation: ConversationId): Promise<void>;
}

interface FileStoreDeps {
  readonly files: Files;
  readonly keys: Pick<Keys, 'current' | 'find' | 'fate'>;
  readonly quota: FileQuota;
  /** Bytes that must stay free on the disk for messages. */
  readonly floor: number;
  readonly clock: Clock;
}

const day = 86_400_000;

export function createFileStore({ files, keys, quota, floor, clock }: FileStoreDeps): ErasableFileStore {
  const contextOf = (conversation: ConversationId, id: string, keyId: string) =>
    `file\n${conversation}\n${id}\n${keyId}`;

  async function isDiskFull(bytes: number): Promise<boolean> {
    const free = await files.freeBytes();
    return free !== null && free - bytes < floor;
  }

  return {
    async spaceFor(conversation, bytes) {
      const used = await files.usage(conversation, clock() - day);
      if (used.conversation + bytes > quota.conversation) return 'quota';
      return used.day + bytes > quota.day || (await isDiskFull(bytes)) ? 'no-space' : null;
    },

    async keep(conversation, id, bytes) {
      // Space is reserved before the bytes are sealed: a refusal costs nothing and leaves nothing behind.
      if (await isDiskFull(bytes.length)) return 'no-space';
      const reserved = await files.reserve({ conversation, id, bytes: bytes.length, at: clock() }, quota);
      if (reserved === 'conversation-full') return 'quota';
      if (reserved === 'day-full') return 'no-space';
      if (reserved === 'present') return 'known';
      const key = await keys.current(conversation);
      await files.put(conversation, id, sealBytes(key.key, contextOf(conversation, id, key.id), bytes), key.id);
      return 'kept';
    },

    async open(conversation, id) {
      const file = await files.get(conversation, id);
      const key = file && (await keys.find(file.keyId));
      if (file && !key && (await isLost(keys, file))) throw keyMissing();
      return file && key ? openBytes(key.key, contextOf(conversation, id, file.keyId), file.sealed) : null;
    },

    async removeErased(conversation) {
      const kept = await files.list(conversation);
      const erased: string[] = [];
      for (const [keyId, those] of Map.groupBy(kept, (file) => file.keyId)) {
        if (keyId !== null && (await keys.fate(keyId)) === 'destroyed') erased.push(...those.map(({ id }) => id));
      }
      if (erased.length > 0) await files.remove(conversation, erased);
    },
  };
}
