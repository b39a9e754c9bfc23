import { maskPersonalData } from '../model/maskPersonalData.ts';
import type { InboundContent } from '../model/message.ts';
import type { Understanding } from '../model/understanding.ts';
import type { Knowledge, SentenceVectors, TextReader, VectorOf } from '../ports/knowledge.ts';

/** What understands messages before their turns. */
export interface UnderstandingDeps {
  readonly reader: TextReader;
  readonly vectors: SentenceVectors;
}

/**
 * Understands a message on its own, from its text and one version of the knowledge, before the turn, which records the
 * result. The meaning of sentences is consulted only where the words leave a doubt, and the words are read once.
 */
export async function understand(
  knowledge: Knowledge,
  { reader, vectors }: UnderstandingDeps,
  content: InboundContent,
  onError: (error: unknown) => void = () => {},
): Promise<Understanding> {
  const { text, whole } = textsIn(content);
  const said = await reader.read(knowledge, text, whole);
  if (said.error !== undefined) onError(said.error);
  if (said.wants.length === 0) return said.understanding;
  const found = await Promise.all(said.wants.map((wanted) => vectors.vectorOf(wanted)));
  if (found.every((vector) => vector === null)) return said.understanding;
  const vectorOf: VectorOf = (wanted) => found[said.wants.indexOf(wanted)] ?? null;
  return (await said.weigh(vectorOf)).understanding;
}

/** Reads on the event loop. */
export const readHere: TextReader = {
  read: async (knowledge, text, whole) => knowledge.understand(text, whole),
};

/** What a message means by its words alone. */
export function understandWords(knowledge: Pick<Knowledge, 'understand'>, content: InboundContent): Understanding {
  const { text, whole } = textsIn(content);
  return knowledge.understand(text, whole).understanding;
}

/** The text of a message as it is judged, and as it was typed; the text of a choice was not typed by the person. */
function textsIn(content: InboundContent): { readonly text: string; readonly whole: string } {
  const written = content.kind === 'start' ? '' : content.text.trim();
  const isTyped = content.kind === 'text' || content.kind === 'edit' || content.kind === 'files';
  return { text: maskPersonalData(written, () => ' ').text.trim(), whole: isTyped ? written : '' };
}
