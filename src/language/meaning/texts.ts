/** Numbers in a vector. */
export const dimensions = 384;

/** Most characters of a text that are read; the rest is ignored. */
const maxCharacters = 400;

/** Begins the name of a text that is read for the texts that answer it. It is taken out of what people write. */
const matchingMark = '\u0001';

/** Names a text as it is read for the texts that answer it, by adapted layers: its vector is another. */
export const forMatching = (text: string): string => `${matchingMark}${text}`;

/** What people write, without what could name it so. */
export const withoutMark = (text: string): string => text.replaceAll(matchingMark, '');

/** True if a text is named by `forMatching`. */
export const isForMatching = (text: string) => text.startsWith(matchingMark);

/** A text without what names it so. */
export const unmarked = (text: string): string => (isForMatching(text) ? text.slice(matchingMark.length) : text);

/** The text without surrounding space, truncated at a whole character. */
export function cut(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length <= maxCharacters) return trimmed;
  return Array.from(trimmed.slice(0, 2 * maxCharacters))
    .slice(0, maxCharacters)
    .join('')
    .trimEnd();
}
