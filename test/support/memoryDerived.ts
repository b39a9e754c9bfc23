import type { DerivedRecord, DerivedRecords } from '../../src/core/ports/derived.ts';

/** Derived records in memory. */
export function createMemoryDerived(): DerivedRecords {
  const kept = new Map<string, Map<string, DerivedRecord>>();
  const of = (owner: string) => {
    const own = kept.get(owner) ?? new Map<string, DerivedRecord>();
    kept.set(owner, own);
    return own;
  };
  return {
    get: async (owner, name) => of(owner).get(name) ?? null,
    async put(owner, name, { revision, bytes }) {
      if ((of(owner).get(name)?.revision ?? Number.NEGATIVE_INFINITY) >= revision) return false;
      of(owner).set(name, { revision, bytes: Uint8Array.from(bytes) });
      return true;
    },
    names: async (owner) => [...of(owner).keys()].sort(),
    async remove(owner, names) {
      for (const name of names) of(owner).delete(name);
    },
  };
}
