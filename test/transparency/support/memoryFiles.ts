import type { DurableFiles } from '../../../src/transparency/log/durableFiles.ts';

export interface MemoryLogFiles extends DurableFiles {
  readonly all: Map<string, Buffer>;
}

/** The files of a log in memory. */
export function createMemoryLogFiles(all = new Map<string, Buffer>()): MemoryLogFiles {
  return {
    all,
    read: async (path) => all.get(path) ?? null,
    write: async (path, bytes) => void all.set(path, Buffer.from(bytes)),
    create: async (path, bytes) => {
      if (all.has(path)) return false;
      all.set(path, Buffer.from(bytes));
      return true;
    },
    clear: async () => {},
    remove: async (path) => {
      for (const name of [...all.keys()]) if (name === path || name.startsWith(`${path}/`)) all.delete(name);
    },
  };
}
