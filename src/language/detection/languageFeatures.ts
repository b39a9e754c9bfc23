import { endOf, startOf, type Words } from './words.ts';

/** A local alias, as in `text/hash.ts`. */
const { imul } = Math;

/** Kind of a feature; each kind has its own total in the model, and words weigh more. */
export const featureKinds = 8;
const accentedKind = 5;
const wordKind = 6;
const pairKind = 7;

const apostrophe = 0x27;
const hyphen = 0x2d;
/** Initial value of the hash (FNV-1a). */
const noLetters = 0x811c9dc5 | 0;

/** Longest run of letters that is a feature. */
const maxRunLength = 5;
const maxAccentedRunLength = 3;

/** A list of features: the 32-bit hash and the kind of each. */
export interface FeatureHashes {
  readonly hashes: Int32Array;
  readonly kinds: Uint8Array;
  length: number;
}

/** Most features of a word; the rest of a longer one is cut. */
const capacity = 1024;
const longestWord = 60;

/** Buffer for the features of one word. */
export function newFeatures(): FeatureHashes {
  return { hashes: new Int32Array(capacity), kinds: new Uint8Array(capacity), length: 0 };
}

/**
 * Writes the features of a single word: its runs of 1 to 5 folded letters including the spaces around it, its runs of
 * up to 3 letters with an accent, the word without and with its accents, and its parts at an apostrophe or hyphen.
 */
export function hashFeatures(words: Words, index: number, into: FeatureHashes): void {
  const start = startOf(words, index);
  const end = Math.min(endOf(words, index), start + longestWord);
  into.length = 0;
  addRuns(words, start - 1, end + 1, into);
  add(into, hashLetters(words, start, end), wordKind);
  if (isAccented(words, start, end)) {
    addAccents(words, start - 1, end + 1, into);
    add(into, hashOfWritten(words, start, end), wordKind);
  }
  addFeatures(words, start, end, into);
}

/** Adds the feature of a word together with the one before it. */
export function addPair(words: Words, index: number, into: FeatureHashes): void {
  if (index > 0) add(into, mix(hashOfWord(words, index - 1), hashOfWord(words, index)), pairKind);
}

function hashOfWord(words: Words, index: number): number {
  return hashLetters(words, startOf(words, index), endOf(words, index));
}

/** Hash of the folded letters from one position to another, spaces included. */
export function hashLetters(words: Words, from: number, to: number): number {
  return hashOn(noLetters, words, from, to);
}

/** Continues a hash with further letters. */
export function hashOn(hash: number, words: Words, from: number, to: number): number {
  let longer = hash;
  for (let at = from; at < to; at += 1) longer = mix(longer, words.folded[at] ?? 0);
  return longer;
}

/** Hashes, as features, of the folded word, of the word as written, and of the word after its elision. */
export function wordFeatures(words: Words, index: number): number[] {
  const start = startOf(words, index);
  const end = endOf(words, index);
  const hashes = [hashLetters(words, start, end)];
  if (isAccented(words, start, end)) hashes.push(hashOfWritten(words, start, end));
  const stem = afterElision(words, index);
  if (stem > start) hashes.push(hashLetters(words, stem, end));
  return hashes.map((hash) => salt(hash, wordKind));
}

/** Where a word continues after an elided article or pronoun ("l'", "d'", "qu'"); its start where there is none. */
export function afterElision(words: Words, index: number): number {
  const start = startOf(words, index);
  const end = endOf(words, index);
  for (let at = start + 1; at <= start + 2 && at < end - 2; at += 1) {
    if (words.folded[at] === apostrophe) return at + 1;
  }
  return start;
}

/** The same for the letters as written, in lower case. */
export function hashOfWritten(words: Words, from: number, to: number): number {
  let hash = noLetters;
  for (let at = from; at < to; at += 1) hash = mix(hash, words.written[at] ?? 0);
  return hash;
}

function isAccented(words: Words, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (words.written[at] !== words.folded[at]) return true;
  return false;
}

function addRuns(words: Words, from: number, to: number, into: FeatureHashes): void {
  for (let start = from; start < to; start += 1) {
    let hash = noLetters;
    const last = Math.min(to, start + maxRunLength);
    for (let at = start; at < last; at += 1) {
      hash = mix(hash, words.folded[at] ?? 0);
      add(into, hash, at - start);
    }
  }
}

function addAccents(words: Words, from: number, to: number, into: FeatureHashes): void {
  for (let start = from; start < to; start += 1) {
    let hash = noLetters;
    let accented = false;
    const last = Math.min(to, start + maxAccentedRunLength);
    for (let at = start; at < last; at += 1) {
      const unit = words.written[at] ?? 0;
      accented ||= unit > 0x7f;
      hash = mix(hash, unit);
      if (accented) add(into, hash, accentedKind);
    }
  }
}

function addFeatures(words: Words, start: number, end: number, into: FeatureHashes): void {
  let from = start;
  for (let at = start; at < end; at += 1) {
    const unit = words.folded[at] ?? 0;
    if (unit === apostrophe) {
      add(into, hashLetters(words, from, at + 1), wordKind);
      from = at + 1;
    } else if (unit === hyphen) {
      add(into, hashLetters(words, from, at), wordKind);
      from = at;
    }
  }
  if (from > start) add(into, hashLetters(words, from, end), wordKind);
}

function add(into: FeatureHashes, hash: number, kind: number): void {
  if (into.length === capacity) return;
  into.hashes[into.length] = salt(hash, kind);
  into.kinds[into.length] = kind;
  into.length += 1;
}

function mix(hash: number, unit: number): number {
  return imul(hash ^ unit, 0x01000193);
}

/** Spreads the hash and keeps kinds apart. */
function salt(hash: number, kind: number): number {
  let spread = hash ^ imul(kind + 1, 0x9e3779b1);
  spread = imul(spread ^ (spread >>> 16), 0x85ebca6b);
  return spread ^ (spread >>> 13);
}
