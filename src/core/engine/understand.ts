import { type DangerReading, noDanger } from '../model/danger.ts';
import type { Inbound } from '../model/message.ts';
import type { Knowledge, SentenceVectors } from '../ports/knowledge.ts';

/** Share of capitals among the letters of a text above which it counts as shouted. */
const shoutedShare = 0.7;

/**
 * Reads a message for danger, from its text and the current knowledge alone, before the turn, which records the result.
 * Sentence meaning is consulted only where the words leave a doubt.
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
  const [vector = null, ...each] = await Promise.all(
    [text, ...sentencesOf(text)].map((part) => vectors.vectorOf(readableText(part))),
  );
  if (vector === null) return first;
  const sentences = each.filter((found) => found !== null);
  const { doubtful: _, ...second } = knowledge.danger(text, { vector, sentences });
  return second;
}

/** Fewer characters than this are no sentence that says anything alone. */
const minSentence = 8;
/** Maximum number of sentences looked at from each end of a long message. */
const maxFromEachEnd = 4;

/**
 * The sentences of a text that has several: one that tells of a danger can hide among others that ask for an
 * appointment. Of a long text those at its beginning and at its end.
 */
export function sentencesOf(text: string): readonly string[] {
  const all = text
    .split(/[.!?…;|\n。！？؟]+/u)
    .map((part) => part.trim())
    .filter((part) => [...part].length >= minSentence);
  if (all.length < 2) return [];
  return all.length <= 2 * maxFromEachEnd ? all : [...all.slice(0, maxFromEachEnd), ...all.slice(-maxFromEachEnd)];
}

/** A text as passed to the meaning model: shouted text is put in lower case, because capitals hide its meaning. */
export function readableText(text: string): string {
  const characters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return characters > 0 && capitals / characters >= shoutedShare ? text.toLowerCase() : text;
}
