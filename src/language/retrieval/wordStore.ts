import { createLruCache } from '../../core/util/lruCache.ts';
import { memoizeFew } from '../../core/util/memoizeLast.ts';
import { conceptsOf, conceptsOfPair } from '../text/concepts.ts';
import { finish, hashText, mixHash } from '../text/hash.ts';
import type { LexiconData } from '../text/lexicon.ts';
import { tokens } from '../text/tokens.ts';

const noSums = new Float16Array();

/** Groups of features, by number. */
export const group = { word: 0, pair: 1, stem: 2, characters: 3, concept: 4, conceptRun: 5, conceptPair: 6 } as const;

const salts = [0x1000193, 0x3c6ef372, 0x5be0cd19, 0x6a09e667, 0x71374491, 0x123591f1, 0x2b5ad5c4] as const;
const shortestLetters = 3;
const longestLetters = 4;
const stemLetters = 5;
const maxConcepts = 12;
/** A text so long that it has more features of one sort has said what it is about. */
export const mostFeatures = 4096;
/** Texts whose words and connections are kept: several models read the parts of a message in turn. */
const textsKept = 6;
const digits = /^\d+$/;

/** Words whose own features are kept: a text's, until all models have read it. What they make of them is what is kept. */
const featuresKept = 64;

/** Hashes of features with their groups: the first `count` of each array. */
export interface HashedFeatures {
  readonly hashes: Uint32Array;
  readonly groups: Uint8Array;
  readonly count: number;
}

/** A word as it is written, and all that does not depend on who reads it. */
export interface StoredWord {
  readonly text: string;
  /** Running hash of a pair that begins with the word. */
  readonly pairHash: number;
  /** Its index in the lexicon, -1 where it has none. */
  readonly offset: number;
  /** What readers keep of the word, for as long as it is kept, each at its own place: faster than a map of each. */
  readonly notes: unknown[];
  /**
   * The sums that readers keep of the word, in one array: one of its own for each would take thrice the memory. In half
   * precision, as what they are sums of.
   */
  sums: Float16Array;
}

/** What connects the words of a text. */
interface WordLinks extends HashedFeatures {
  /** How many of them come before the pairs of concepts. */
  readonly withoutConceptPairs: number;
}

/**
 * The words that people use, each computed once for all models that read with the same lexicon: its stem, its letter 3-
 * and 4-grams, its concepts.
 */
export interface WordStore {
  readonly lexicon: LexiconData;
  /** A reader's own place in the notes of all words. */
  newPlace(): number;
  /** Reserves room for so many sums of each word; returns where in `sums` a reader's own begin. */
  reserve(count: number): number;
  /** Keeps a reader's sums of a word from where its own begin. */
  keepSums(word: StoredWord, sums: Float32Array, from: number): void;
  wordOf(token: string): StoredWord;
  /** A word's own features, itself first. */
  featuresOf(word: StoredWord): HashedFeatures;
  /** The words of a text, in order. */
  wordsOf(text: string): readonly StoredWord[];
  /** Pairs of words, and concepts alone, in order and in pairs. The result is valid until the next call. */
  connect(words: readonly StoredWord[]): WordLinks;
}

interface FilledWordLinks extends WordLinks {
  words: readonly StoredWord[];
  count: number;
  withoutConceptPairs: number;
}

/**
 * `wordsKept` to twice as many words are kept: people's daily vocabulary is some thousands of words. More than one text
 * has, so that a word that it repeats is one.
 */
export function createWordStore(lexicon: LexiconData, wordsKept: number): WordStore {
  const known = createLruCache<string, StoredWord>(wordsKept);
  const wordOf = (token: string): StoredWord => {
    let word = known.get(token);
    if (word === undefined) {
      word = readWord(token, lexicon);
      known.set(token, word);
    }
    return word;
  };
  const met = createLruCache<string, HashedFeatures>(featuresKept);
  const featuresOf = ({ text }: StoredWord): HashedFeatures => {
    let features = met.get(text);
    if (features === undefined) {
      features = readFeatures(text);
      met.set(text, features);
    }
    return features;
  };
  const wordsOf = memoizeFew((text) => tokens(text).map(wordOf), textsKept);
  let places = 0;
  let reserved = 0;
  const connections: FilledWordLinks[] = [];
  const concepts: number[] = [];
  let oldest = 0;

  return {
    lexicon,
    newPlace: () => places++,
    reserve(count) {
      reserved += count;
      return reserved - count;
    },
    keepSums(word, sums, from) {
      if (word.sums.length < reserved) {
        const longer = new Float16Array(reserved);
        longer.set(word.sums);
        word.sums = longer;
      }
      word.sums.set(sums, from);
    },
    wordOf,
    featuresOf,
    wordsOf,
    connect(words) {
      for (const kept of connections) if (isSame(kept.words, words)) return kept;
      let list = connections[oldest];
      if (list === undefined) {
        list = emptyWordLinks();
        connections.push(list);
      }
      oldest = (oldest + 1) % textsKept;
      list.words = words.slice();
      connect(list, concepts, lexicon);
      return list;
    },
  };
}

function isSame(a: readonly StoredWord[], b: readonly StoredWord[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function emptyWordLinks(): FilledWordLinks {
  return {
    words: [],
    hashes: new Uint32Array(mostFeatures),
    groups: new Uint8Array(mostFeatures),
    count: 0,
    withoutConceptPairs: 0,
  };
}

/** Fills the list with what connects its words; `concepts` is a buffer. */
function connect(list: FilledWordLinks, concepts: number[], lexicon: LexiconData): void {
  const { words, hashes, groups } = list;
  const { lists } = lexicon;
  let count = 0;
  const add = (kind: number, hash: number) => {
    if (count === mostFeatures) return;
    hashes[count] = finish(hash);
    groups[count++] = kind;
  };
  const sense = (offset: number) => {
    const size = lists[offset] as number;
    for (let i = 1; i <= size; i++) {
      const concept = lists[offset + i] as number;
      if (concepts.includes(concept)) continue;
      concepts.push(concept);
      add(group.concept, mixHash(salts[group.concept], concept));
    }
  };
  concepts.length = 0;
  let lastRun = 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as StoredWord;
    const next = words[i + 1];
    let phrase = -1;
    if (next !== undefined) {
      add(group.pair, hashText(word.pairHash, next.text));
      phrase = conceptsOfPair(lexicon, word.text, next.text);
      if (phrase >= 0) sense(phrase);
    }
    if (word.offset >= 0) sense(word.offset);
    const run = runOf(lexicon, word.text, phrase >= 0 ? phrase : word.offset);
    if (i > 0) add(group.conceptRun, mixHash(mixHash(salts[group.conceptRun], lastRun), run));
    lastRun = run;
  }
  list.withoutConceptPairs = count;
  const most = Math.min(concepts.length, maxConcepts);
  for (let i = 0; i < most; i++)
    for (let j = 0; j < i; j++) {
      const a = concepts[i] as number;
      const b = concepts[j] as number;
      add(group.conceptPair, mixHash(mixHash(salts[group.conceptPair], Math.min(a, b)), Math.max(a, b)));
    }
  list.count = count;
}

function readWord(text: string, lexicon: LexiconData): StoredWord {
  return {
    text,
    pairHash: mixHash(hashText(salts[group.pair], text), 32),
    offset: conceptsOf(lexicon, text),
    notes: [],
    sums: noSums,
  };
}

function readFeatures(text: string): HashedFeatures {
  const hashes: number[] = [];
  const groups: number[] = [];
  const add = (kind: number, hash: number) => {
    hashes.push(finish(hash));
    groups.push(kind);
  };
  add(group.word, hashText(salts[group.word], text));
  if (text.length > stemLetters) add(group.stem, hashText(salts[group.stem], text.slice(0, stemLetters)));
  characters(text, add);
  return { hashes: Uint32Array.from(hashes), groups: Uint8Array.from(groups), count: hashes.length };
}

/** A word's value in a run of concepts: its first concept, "a number", or the word itself. */
function runOf(lexicon: LexiconData, word: string, offset: number): number {
  if (offset >= 0) return lexicon.lists[offset + 1] as number;
  return digits.test(word) ? 0xffff : hashText(salts[group.word], word);
}

function characters(word: string, add: (kind: number, hash: number) => void): void {
  const last = word.length + 1;
  for (let from = 0; from + shortestLetters <= last + 1; from++) {
    let hash: number = salts[group.characters];
    for (let size = 1; size <= longestLetters && from + size <= last + 1; size++) {
      const at = from + size - 1;
      hash = mixHash(hash, at === 0 || at === last ? 32 : word.charCodeAt(at - 1));
      if (size >= shortestLetters) add(group.characters, hash);
    }
  }
}
