import type { InboundContent } from '../model/message.ts';
import { maskPersonalData } from '../model/personalData.ts';
import type { Understanding } from '../model/understanding.ts';
import type { Knowledge, SentenceVectors } from '../ports/knowledge.ts';

/**
 * Understands a message by itself, from its text and one version of the knowledge, before the turn, which records the
 * result. The meaning of sentences is consulted only where the words leave a doubt.
 */
export async function understand(
  knowledge: Pick<Knowledge, 'understand'>,
  vectors: SentenceVectors,
  content: InboundContent,
  onError: (error: unknown) => void = () => {},
): Promise<Understanding> {
  const { text, whole } = textsIn(content);
  const first = knowledge.understand(text, whole, noVector);
  if (first.error !== undefined) onError(first.error);
  if (first.wants.length === 0) return first.understanding;
  const found = await Promise.all(first.wants.map((wanted) => vectors.vectorOf(wanted)));
  if (found.every((vector) => vector === null)) return first.understanding;
  const vectorOf = (wanted: string) => found[first.wants.indexOf(wanted)] ?? null;
  return knowledge.understand(text, whole, vectorOf).understanding;
}

/** What a message means by its words alone. */
export function understandWords(knowledge: Pick<Knowledge, 'understand'>, content: InboundContent): Understanding {
  const { text, whole } = textsIn(content);
  return knowledge.understand(text, whole, noVector).understanding;
}

const noVector = () => null;

/** The text of a message as it is judged, and as it was typed; the text of a choice was not typed by the person. */
function textsIn(content: InboundContent): { readonly text: string; readonly whole: string } {
  const written = content.kind === 'start' ? '' : content.text.trim();
  const isTyped = content.kind === 'text' || content.kind === 'edit' || content.kind === 'files';
  return { text: maskPersonalData(written, () => ' ').text.trim(), whole: isTyped ? written : '' };
}
