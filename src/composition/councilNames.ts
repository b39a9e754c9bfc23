import type { KnowledgeStore } from '../content/knowledgeStore.ts';

/** The names of the council in the live content, in all its languages. */
export function councilNames({ content }: Pick<KnowledgeStore, 'content'>): readonly string[] {
  const { council } = content().council.values;
  if (council === undefined) return [];
  return typeof council === 'string' ? [council] : Object.values(council);
}
