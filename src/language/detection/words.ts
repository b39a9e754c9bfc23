import { foldLetter, isForeignLetter, isInnerMark, lower } from './letters.ts';

/**
 * A message as the detector reads it: its words, folded and as written, one array position per letter. Each reading
 * refills it, since creating it costs more than the reading.
 * Layout: word `i` takes the positions from `starts[i]` up to, not including, `ends[i]` in both letter arrays.
 */
export interface Words {
  /** Folded letters of all words, one space between words and at both ends. */
  readonly folded: Uint16Array;
  /** The same positions in lower case with accents. */
  readonly written: Uint16Array;
  /** First position of each word, and the position after its last. */
  readonly starts: number[];
  readonly ends: number[];
  /** Whether each word is in title case (all capitals do not count), and whether a number follows it. */
  readonly capital: boolean[];
  readonly beforeNumber: boolean[];
  /** Number of letters of other scripts, and of the Latin one. */
  foreignLetters: number;
  latinLetters: number;
}

/** First position of a word in the letter arrays. */
export const startOf = ({ starts }: Words, index: number): number => starts[index] ?? 0;

/** The position after the last one of a word. */
export const endOf = ({ ends }: Words, index: number): number => ends[index] ?? 0;

/** Longest part of a message that is read, in UTF-16 units: more adds cost and no certainty. */
export const readLimit = 500;

const space = 0x20;
const middot = 0xb7;
const mayNeedComposing = /[\u00ad\u0250-\uffff]/;
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const mayBeAddress = /[@#/:.]/;
const address = /^(?:[@#/]\S|https?:|www\.)|@|:\/\/|\.(?:cat|com|es|org|net|info|eu|gob|html?|pdf)(?:[/?#:.,;!]|$)/i;
const mayHoldElaDot = /[.•∙⋅]l/i;
const elaDot = /(?<=\p{L}l)[.•∙⋅](?=l\p{L})/giu;
const run = /[\p{L}\p{M}\p{N}'’‘´`·-]+/gu;
const digit = /\p{N}/u;
const titleCase = /^\p{Lu}(?!\p{Lu})/u;

/** Buffer for the words of one message. */
export function newWords(): Words {
  return {
    folded: new Uint16Array(readLimit + 2).fill(space),
    written: new Uint16Array(readLimit + 2).fill(space),
    starts: [],
    ends: [],
    capital: [],
    beforeNumber: [],
    foreignLetters: 0,
    latinLetters: 0,
  };
}

/** Reads the words of a message; URLs, tags, slash commands, numbers and codes do not count as words. */
export function readWords(text: string, into: Words): void {
  for (const list of [into.starts, into.ends, into.capital, into.beforeNumber]) list.length = 0;
  into.foreignLetters = 0;
  into.latinLetters = 0;
  for (const chunk of compose(text).split(/\s+/)) {
    if (isWord(chunk)) {
      addWord(into, chunk);
      continue;
    }
    if (chunk.length > 3 && mayBeAddress.test(chunk) && address.test(chunk)) continue;
    for (const piece of chunk.match(run) ?? []) {
      if (!digit.test(piece)) addWord(into, piece);
      else if (into.starts.length > 0) into.beforeNumber[into.starts.length - 1] = true;
    }
  }
}

/** Truncates, and converts compatibility forms (full width, ligatures, fancy alphabets) to plain letters. */
function compose(text: string): string {
  const cut = text.length > readLimit ? text.slice(0, readLimit) : text;
  const plain = mayNeedComposing.test(cut) ? cut.replace(invisible, '').normalize('NFKC').slice(0, readLimit) : cut;
  return mayHoldElaDot.test(plain) ? plain.replace(elaDot, '·') : plain;
}

/** Whether a chunk consists of letters only, as most do. */
function isWord(chunk: string): boolean {
  for (let index = 0; index < chunk.length; index += 1) if (foldLetter(chunk.charCodeAt(index)) === 0) return false;
  return true;
}

function addWord(words: Words, piece: string): void {
  const from = (words.ends.at(-1) ?? 0) + 1;
  let at = from;
  let previous = 0;
  let repeats = 0;
  for (let index = 0; index < piece.length; index += 1) {
    const code = piece.charCodeAt(index);
    const letter = foldLetter(code);
    if (letter === 0) {
      const point = piece.codePointAt(index) ?? 0;
      if (isForeignLetter(point)) words.foreignLetters += 1;
      if (point > 0xffff) index += 1;
      continue;
    }
    if (at === from && isInnerMark(letter)) continue;
    // "holaaa" is "hola": a run of three or more counts as one letter, a run of two may be spelling.
    repeats = letter === previous ? repeats + 1 : 0;
    previous = letter;
    if (repeats === 2) at -= 1;
    if (repeats >= 2) continue;
    words.folded[at] = letter;
    words.written[at] = letter === middot ? middot : lower(code);
    at += 1;
  }
  while (at > from && isInnerMark(words.folded[at - 1] ?? 0)) at -= 1;
  // The buffer still holds older text after the end; the position after the word must read as a space.
  words.folded[at] = space;
  words.written[at] = space;
  if (at === from) return;
  words.latinLetters += at - from;
  words.starts.push(from);
  words.ends.push(at);
  words.capital.push(titleCase.test(piece));
  words.beforeNumber.push(false);
}
