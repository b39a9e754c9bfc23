import type { PersonalRecord, PersonalRecords } from '../../src/core/ports/staffStore.ts';

/** What people of staff keep for themselves, in memory. */
export function createMemoryPersonalRecords(): PersonalRecords {
  const kept = new Map<string, PersonalRecord>();
  const idOf = (...pieces: readonly string[]) => JSON.stringify(pieces);
  return {
    async put(record) {
      kept.set(idOf(record.tenant, record.person, record.name), { ...record, bytes: record.bytes.slice() });
    },
    get: async (tenant, person, name) => kept.get(idOf(tenant, person, name)) ?? null,
    names: async (tenant, person, beginning, limit) =>
      [...kept.values()]
        .filter((each) => each.tenant === tenant && each.person === person && each.name.startsWith(beginning))
        .map(({ name }) => name)
        .sort()
        .slice(0, limit),
    async remove(tenant, person, name) {
      kept.delete(idOf(tenant, person, name));
    },
  };
}
