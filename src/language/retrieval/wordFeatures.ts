import { createLruCache } from '../../core/util/lruCache.ts';
import { conceptsOf, conceptsOfPair } from '../text/concepts.ts';
import { finish, hashText, mixHash } from '../text/hash.ts';
import type { LexiconData } from '../text/lexicon.ts';
import { respell, type SpellingData } from '../text/respell.ts';
import { tokens } from '../text/tokens.ts';

/** Groups of features, by the number in `Features.groups`. */
export const group = { word: 0, pair: 1, stem: 2, characters: 3, concept: 4, conceptRun: 5, conceptPair: 6 } as const;

const salts = [0x1000193, 0x3c6ef372, 0x5be0cd19, 0x6a09e667, 0x71374491, 0x123591f1, 0x2b5ad5c4] as const;
const shortestLetters = 3;
const longestLetters = 4;
const stemLetters = 5;
const maxConcepts = 12;
const capacity = 4096;
const digits = /^\d+$/;
/** The number of a feature that says nothing. */
const unknown = -1;

/** Language data for reading. `spelling` is null in training: content is not corrected. */
export interface Language<T> {
  readonly lexicon: LexiconData;
  readonly spelling: SpellingData | null;
  /** Whether the training texts contain a word. */
  readonly isKnown: (word: string) => boolean;
  /** The number of a feature, from its hash: 32 bits; -1 for one that says nothing. */
  readonly numberOf: (hash: number) => number;
  /** What is kept of a word's own features, computed once per word. The list is reused by the next word. */
  readonly prepare: (features: FeatureList) => T;
}

/** Numbered features with their groups: the first `count` of each array. */
export interface FeatureList {
  readonly numbers: Int32Array;
  readonly groups: Uint8Array;
  readonly count: number;
}

/** A single word, cached. */
export interface Word<T> {
  /** The word as read: a typo is corrected. */
  readonly text: string;
  /** What was made of its own features, none of which is met twice. */
  readonly prepared: T;
  /** Running hash of a pair that begins with the word. */
  readonly pairHash: number;
  /** Its index in the lexicon, -1 where it has none. */
  readonly offset: number;
}

/** Features of one text: its words, and the features that connect them. */
export interface Features<T> extends FeatureList {
  readonly words: readonly Word<T>[];
}

/** A list that is filled. */
interface FilledList extends FeatureList {
  count: number;
}

/**
 * Creates the function that reads the features of a text: words, pairs of words, five-letter stems, letter 3- and
 * 4-grams, and the concepts from a small dictionary, alone, in order and in pairs. Every call reuses the returned
 * object, so that answering creates little garbage. `signs` are read as words after the text. `wordsKept` words are
 * cached: people's daily vocabulary is some thousands of words.
 */
export function createReader<T>(
  language: Language<T>,
  wordsKept: number,
): (text: string, signs?: readonly string[]) => Features<T> {
  const { lexicon } = language;
  const words: Word<T>[] = [];
  const features: Features<T> & FilledList = { ...emptyList(), words };
  const ofWord = emptyList();
  const known = createLruCache<string, Word<T>>(wordsKept);
  const concepts: number[] = [];

  const add = (kind: number, hash: number) => addTo(features, language, kind, hash);
  const sense = (offset: number) => {
    const { lists } = lexicon;
    const size = lists[offset] as number;
    for (let i = 1; i <= size; i++) {
      const concept = lists[offset + i] as number;
      if (concepts.includes(concept)) continue;
      concepts.push(concept);
      add(group.concept, mixHash(salts[group.concept], concept));
    }
  };
  const wordOf = (token: string): Word<T> => {
    let word = known.get(token);
    if (word === undefined) {
      word = readWord(corrected(token, language), language, ofWord);
      known.set(token, word);
    }
    return word;
  };

  return (text, signs) => {
    words.length = 0;
    for (const token of tokens(text)) words.push(wordOf(token));
    if (signs !== undefined) for (const sign of signs) words.push(wordOf(sign));
    features.count = 0;
    concepts.length = 0;
    let lastRun = 0;
    for (let i = 0; i < words.length; i++) {
      const word = words[i] as Word<T>;
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
    const most = Math.min(concepts.length, maxConcepts);
    for (let i = 0; i < most; i++)
      for (let j = 0; j < i; j++) {
        const a = concepts[i] as number;
        const b = concepts[j] as number;
        add(group.conceptPair, mixHash(mixHash(salts[group.conceptPair], Math.min(a, b)), Math.max(a, b)));
      }
    return features;
  };
}

/** Replaces an unknown word that looks like a typo of a known one. */
function corrected<T>(word: string, { lexicon, spelling, isKnown }: Language<T>): string {
  if (spelling === null || isKnown(word) || conceptsOf(lexicon, word) >= 0) return word;
  return respell(spelling, word) ?? word;
}

function readWord<T>(text: string, language: Language<T>, own: FilledList): Word<T> {
  own.count = 0;
  const add = (kind: number, hash: number) => {
    const { count } = own;
    addTo(own, language, kind, hash);
    const number = own.numbers[count] as number;
    if (number !== unknown && own.numbers.indexOf(number) < count) own.count = count;
  };
  add(group.word, hashText(salts[group.word], text));
  if (text.length > stemLetters) add(group.stem, hashText(salts[group.stem], text.slice(0, stemLetters)));
  characters(text, add);
  return {
    text,
    prepared: language.prepare(own),
    pairHash: mixHash(hashText(salts[group.pair], text), 32),
    offset: conceptsOf(language.lexicon, text),
  };
}

function emptyList(): FilledList {
  return { numbers: new Int32Array(capacity), groups: new Uint8Array(capacity), count: 0 };
}

/** Adds a feature; a text so long that it has more of them has said what it is about. */
function addTo<T>(list: FilledList, { numberOf }: Language<T>, kind: number, hash: number): void {
  if (list.count === capacity) return;
  list.numbers[list.count] = numberOf(finish(hash));
  list.groups[list.count++] = kind;
}

/** A copy of a list that is reused. */
export function copyOf({ numbers, groups, count }: FeatureList): FeatureList {
  return { numbers: numbers.slice(0, count), groups: groups.slice(0, count), count };
}

/** The hash of a word as a feature. */
export function wordHash(word: string): number {
  return finish(hashText(salts[group.word], word));
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
