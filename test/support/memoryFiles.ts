import type { Files, FileToKeep } from '../../src/core/ports/files.ts';
import { pause } from './pause.ts';

interface Held extends FileToKeep {
  keyId: string | null;
  sealed: Uint8Array;
  confirmed: boolean;
}

/** Files in memory. */
interface MemoryFiles extends Files {
  /** What the disk is said to have left. */
  free: number | null;
  /** All that is held, rooms included. */
  held(): readonly Held[];
}

export function createMemoryFiles(): MemoryFiles {
  const all = new Map<string, Held>();
  const nameOf = (conversation: string, id: string) => `${conversation}\n${id}`;
  const sum = (which: (file: Held) => boolean) =>
    [...all.values()].filter(which).reduce((bytes, file) => bytes + file.bytes, 0);
  const shown = ({ conversation, id, keyId }: Held) => ({ conversation, id, keyId });
  const usageOf = (conversation: string, since: number) => ({
    conversation: sum((file) => file.conversation === conversation),
    day: sum(({ at }) => at > since),
  });

  const files: MemoryFiles = {
    free: null,
    held: () => [...all.values()],
    async usage(conversation, since) {
      await pause();
      return usageOf(conversation, since);
    },
    async reserve(file, quota) {
      await pause();
      const known = all.get(nameOf(file.conversation, file.id));
      if (known) return known.keyId === null ? 'reserved' : 'present';
      const used = usageOf(file.conversation, file.at - 86_400_000);
      if (used.conversation + file.bytes > quota.conversation) return 'conversation-full';
      if (used.day + file.bytes > quota.day) return 'day-full';
      all.set(nameOf(file.conversation, file.id), { ...file, keyId: null, sealed: new Uint8Array(), confirmed: false });
      return 'reserved';
    },
    async put(conversation, id, sealed, keyId) {
      await pause();
      const known = all.get(nameOf(conversation, id));
      if (known?.keyId === null) Object.assign(known, { sealed: Uint8Array.from(sealed), keyId });
    },
    async get(conversation, id) {
      await pause();
      const known = all.get(nameOf(conversation, id));
      return known && known.keyId !== null ? { sealed: known.sealed, keyId: known.keyId } : null;
    },
    async list(conversation) {
      return [...all.values()].filter((file) => file.conversation === conversation).map(shown);
    },
    async unconfirmed(before, limit) {
      const found = [...all.values()].filter(({ at, confirmed }) => !confirmed && at < before);
      return found
        .sort((one, other) => one.at - other.at)
        .slice(0, limit)
        .map(shown);
    },
    async confirm(conversation, ids) {
      for (const id of ids) {
        const known = all.get(nameOf(conversation, id));
        if (known) known.confirmed = true;
      }
    },
    async remove(conversation, ids) {
      for (const id of ids) all.delete(nameOf(conversation, id));
    },
    freeBytes: async () => files.free,
  };
  return files;
}
