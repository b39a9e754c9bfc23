import type { FileRefusal, FileStore, NoteStore } from '../../src/core/ports/files.ts';

/** Files and notes of a channel in memory, by conversation and id. */
export interface KeptFiles {
  readonly files: FileStore;
  readonly notes: NoteStore;
  /** What was kept, in the order in which it came. */
  readonly bytes: Map<string, Uint8Array>;
  /** Notes that were sealed. */
  readonly noted: Map<string, Uint8Array>;
  /** Why nothing more is kept from now on; null: it is. */
  refusal: FileRefusal | null;
}

/** `separator` stands between conversation and id. */
export function createKeptFiles(separator = '/'): KeptFiles {
  const bytes = new Map<string, Uint8Array>();
  const noted = new Map<string, Uint8Array>();
  const nameOf = (conversation: string, id: string) => `${conversation}${separator}${id}`;
  const kept: KeptFiles = {
    bytes,
    noted,
    refusal: null,
    files: {
      spaceFor: async () => kept.refusal,
      async keep(conversation, id, given) {
        const name = nameOf(conversation, id);
        if (bytes.has(name)) return 'known';
        if (kept.refusal !== null) return kept.refusal;
        bytes.set(name, Uint8Array.from(given));
        return 'kept';
      },
      open: async (conversation, id) => bytes.get(nameOf(conversation, id)) ?? null,
    },
    notes: {
      async seal(conversation, id, given) {
        const name = nameOf(conversation, id);
        if (!noted.has(name)) noted.set(name, Uint8Array.from(given));
      },
      open: async (conversation, id) => noted.get(nameOf(conversation, id)) ?? null,
    },
  };
  return kept;
}
