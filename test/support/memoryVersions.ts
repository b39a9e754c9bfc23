import type { KnowledgeVersions } from '../../src/core/ports/knowledge.ts';
/** Versions of knowledge in memory. */
export function createMemoryVersions(): KnowledgeVersions & { readonly saved: () => readonly string[] } {
  // The one saved last stands last.
  const contents = new Map<string, string>();
  return {
    saved: () => [...contents.keys()],
    async save(version, content) {
      const before = contents.get(version) ?? content;
      contents.delete(version);
      contents.set(version, before);
    },
    get: async (version) => contents.get(version) ?? null,
    async latest() {
      const [version, content] = [...contents].at(-1) ?? [];
      return version === undefined || content === undefined ? null : { version, content };
    },
  };
}
