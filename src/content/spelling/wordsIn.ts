/** A word in a text, with where it is in UTF-16 units. */
interface WordInText {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** What has words that nobody spells: addresses, values in braces, file names, what has an @. */
const unspelt =
  /\{\{[^}]*\}\}|\b(?:https?:\/\/|mailto:|tel:|www\.)[^\s)>\]]*|[^\s(<[]+@[^\s)>\]]+|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:cat|com|es|org|net|eu|barcelona|html?|pdf|yaml)\b[^\s)>\]]*/giu;
const letters = /\p{L}[\p{L}\p{M}]*(?:[·'’-]\p{L}[\p{L}\p{M}]*)*/gu;
/** A word with a digit, or with a capital after another letter: a code, an abbreviation, a brand. */
const isCode = /\p{N}|[\p{Lu}][\p{Lu}]|\p{Ll}\p{Lu}/u;

/** The words of a text of the content, without its markup, addresses, values, codes and abbreviations. */
export function wordsIn(text: string): readonly WordInText[] {
  const masked = blanked(text);
  const words: WordInText[] = [];
  for (const match of masked.matchAll(letters)) {
    const [word] = match;
    const start = match.index;
    const end = start + word.length;
    const isPart = isDigit(masked.charAt(start - 1)) || isDigit(masked.charAt(end));
    if (word.length > 1 && !isPart && !isCode.test(word)) words.push({ word, start, end });
  }
  return words;
}

/** The text with blanks where it has words that nobody spells. */
export function blanked(text: string): string {
  return text.replace(unspelt, (found) => ' '.repeat(found.length));
}

const isDigit = (sign: string): boolean => /[\p{N}_]/u.test(sign);

/** As words are compared: one kind of apostrophe, and composed letters. */
export function plainWord(word: string): string {
  return word.normalize('NFC').replaceAll('’', "'");
}
