/** Fewest words of a part that may be a question of its own. */
const fewestWords = 2;
const mostQuestions = 3;

/** Where one question of a message may end and the next begin, in Catalan, Spanish and English. */
const borders =
  /(?<=[?!.;])\s+|\s*[\n]+\s*|\s*,?\s+(?=(?:i|y|e|and)\s+(?:a\s+)?(?:també|tambe|también|tambien|also|què|que|qué|com|cómo|como|on|dónde|donde|quan|cuándo|cuando|quant|quants|quantes|cuánto|cuanto|quin|quina|quins|quines|cuál|cual|qui|quién|quien|what|how|where|when|which|who|do|does|can|is|are|puc|puedo|cal|hi ha|hay|he de|tengo)\b)/giu;

/** The parts of a message that may each be a question; none where the message is one. */
export function questionsOf(text: string): readonly string[] {
  const found = text
    .split(borders)
    .map((part) => part.replace(/^[\s,;]+|[\s,;]+$/g, ''))
    .filter((part) => (part.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) >= fewestWords);
  return found.length < 2 || found.length > mostQuestions ? [] : found;
}
