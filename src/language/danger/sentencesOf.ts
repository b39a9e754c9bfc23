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
