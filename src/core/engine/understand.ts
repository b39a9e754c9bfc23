import { type DangerReading, noDanger } from '../model/danger.ts';
import type { Inbound } from '../model/message.ts';
import type { Knowledge, SentenceVectors } from '../ports/knowledge.ts';

/** Share of capitals among the letters of a text from which on it is shouted. */
const shouted = 0.7;

/**
 * What a message says of danger, from its text and the knowledge in force alone: worked out before the turn, which
 * records it. The meaning of the sentence is asked for only where words leave a doubt.
 */
export async function understandDanger(
  knowledge: Pick<Knowledge, 'danger'>,
  vectors: SentenceVectors,
  { content }: Inbound,
): Promise<DangerReading> {
  const isTyped = content.kind === 'text' || content.kind === 'edit' || content.kind === 'files';
  const text = isTyped ? content.text.trim() : '';
  if (text === '') return noDanger;
  const { doubtful, ...first } = knowledge.danger(text, null);
  if (!doubtful) return first;
  const vector = await vectors.vectorOf(readableText(text));
  if (vector === null) return first;
  const { doubtful: _, ...second } = knowledge.danger(text, vector);
  return second;
}

/** A text as its meaning is asked for: capitals throughout hide it. */
export function readableText(text: string): string {
  const characters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return characters > 0 && capitals / characters >= shouted ? text.toLowerCase() : text;
}
