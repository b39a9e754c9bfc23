import { fold, isForeignLetter, isInnerMark, lower } from './letters.ts';

/**
 * A message as the detector sees it: its words, folded and as written, one array position a letter. Filled anew by
 * each reading, since making it costs more than the reading.
 */
export interface Words {
  /** Folded letters of all words, one space between words and at both ends. */
  readonly folded: Uint16Array;
  /** The same positions in lower case with accents. */
  readonly written: Uint16Array;
  /** First position of each word, and the position after its last. */
  readonly starts: number[];
  readonly ends: number[];
  /** Whether each word is in title case (all capitals say nothing), and whether a number follows it. */
  readonly capital: boolean[];
  readonly beforeNumber: boolean[];
  /** Letters of scripts other than the Latin one, and of that one. */
  foreignLetters: number;
  latinLetters: number;
}

/** Longest stretch of a message that is read, in UTF-16 units: more adds cost and no certainty. */
export const readAtMost = 500;

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

/** Room for the words of one message. */
export function newWords(): Words {
  return {
    folded: new Uint16Array(readAtMost + 2).fill(space),
    written: new Uint16Array(readAtMost + 2).fill(space),
    starts: [],
    ends: [],
    capital: [],
    beforeNumber: [],
    foreignLetters: 0,
    latinLetters: 0,
  };
}

/** Reads the words of a message; addresses, tags, slash commands, numbers and codes are no words. */
export function readPayload(text: string, into: Words): void {
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

/** Cuts, and brings compatibility forms (full width, ligatures, fancy alphabets) to plain letters. */
function compose(text: string): string {
  const cut = text.length > readAtMost ? text.slice(0, readAtMost) : text;
  const plain = mayNeedComposing.test(cut) ? cut.replace(invisible, '').normalize('NFKC').slice(0, readAtMost) : cut;
  return mayHoldElaDot.test(plain) ? plain.replace(elaDot, '·') : plain;
}

/** Whether a chunk is letters and nothing else, as most are. */
function isWord(chunk: string): boolean {
  for (let index = 0; index < chunk.length; index += 1) if (fold(chunk.charCodeAt(index)) === 0) return false;
  return true;
}

function addWord(words: Words, piece: string): void {
  const from = (words.ends.at(-1) ?? 0) + 1;
  let at = from;
  let previous = 0;
  let repeats = 0;
  for (let index = 0; index < piece.length; index += 1) {
    const code = piece.charCodeAt(index);
    const letter = fold(code);
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
  // What was written beyond the end is stale; the position after the word must read as a space.
  words.folded[at] = space;
  words.written[at] = space;
  if (at === from) return;
  words.latinLetters += at - from;
  words.starts.push(from);
  words.ends.push(at);
  words.capital.push(titleCase.test(piece));
  words.beforeNumber.push(false);
}
