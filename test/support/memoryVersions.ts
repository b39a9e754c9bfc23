import type { KnowledgeVersions } from '../../src/core/ports.ts';

/** Versions of knowledge in memory. */
export function createMemoryVersions(): KnowledgeVersions & { readonly saved: readonly string[] } {
  const contents = new Map<string, string>();
  const saved: string[] = [];
  return {
    saved,
    async save(version, content) {
      if (contents.has(version)) return;
      contents.set(version, content);
      saved.push(version);
    },
    get: async (version) => contents.get(version) ?? null,
    async latest() {
      const version = saved.at(-1);
      return version === undefined ? null : { version, content: contents.get(version) ?? '' };
    },
  };
}
