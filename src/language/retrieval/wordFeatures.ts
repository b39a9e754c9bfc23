import { respell, type SpellingData } from '../text/respell.ts';
import { type HashedFeatures, mostFeatures, type StoredWord, type WordStore } from './wordStore.ts';

/** The number of a feature that says nothing. */
const unknown = -1;

/** How a model reads texts. `spelling` is null in training: content is not corrected. */
export interface Language<T> {
  readonly words: WordStore;
  readonly spelling: SpellingData | null;
  /** Whether the training texts contain the word that has these features. */
  readonly isKnown: (features: HashedFeatures) => boolean;
  /** Numbers the first `count` features, from their hashes: 32 bits; -1 for one that says nothing. */
  readonly number: (hashes: Uint32Array, count: number, into: Int32Array) => void;
  /** Whether the model has features of two concepts: half of a text's features. */
  readonly concepts: 'alone' | 'in pairs';
  /** What is kept of a word's own features, computed once per word. The list is reused by the next word. */
  readonly prepare: (features: FeatureList, word: StoredWord) => T;
}

/** Numbered features with their groups: the first `count` of each array. */
export interface FeatureList {
  readonly numbers: Int32Array;
  readonly groups: Uint8Array;
  readonly count: number;
}

/** A single word as a model reads it, kept as long as the word is. */
export interface Word<T> {
  /** The word as read: a typo is corrected. */
  readonly stored: StoredWord;
  /** What was made of its own features, none of which is met twice. */
  readonly prepared: T;
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
 * Creates the function that reads the features of a text for one model: words, pairs of words, five-letter stems, letter
 * 3- and 4-grams, and the concepts from a small dictionary, alone, in order and in pairs. Every call reuses the returned
 * object, so that answering creates little garbage. `signs` are read as words after the text.
 */
export function createReader<T>(language: Language<T>): (text: string, signs?: readonly string[]) => Features<T> {
  const { words: store, number, concepts } = language;
  const words: Word<T>[] = [];
  const read: StoredWord[] = [];
  const features: Features<T> & FilledList = { ...emptyList(), words };
  const ofWord = emptyList();
  const place = store.newPlace();

  const take = (written: StoredWord) => {
    let word = written.notes[place] as Word<T> | undefined;
    if (word === undefined) {
      const stored = corrected(written, language);
      word = { stored, prepared: language.prepare(numbered(stored, language, ofWord), stored) };
      written.notes[place] = word;
    }
    words.push(word);
    read.push(word.stored);
  };

  return (text, signs) => {
    words.length = 0;
    read.length = 0;
    for (const word of store.wordsOf(text)) take(word);
    if (signs !== undefined) for (const sign of signs) take(store.wordOf(sign));
    const { hashes, groups, count, withoutConceptPairs } = store.connect(read);
    const size = concepts === 'alone' ? withoutConceptPairs : count;
    number(hashes, size, features.numbers);
    for (let i = 0; i < size; i++) features.groups[i] = groups[i] as number;
    features.count = size;
    return features;
  };
}

/** Replaces an unknown word that looks like a typo of a known one. */
function corrected<T>(word: StoredWord, { words, spelling, isKnown }: Language<T>): StoredWord {
  if (spelling === null || word.offset >= 0 || isKnown(words.featuresOf(word))) return word;
  const meant = respell(spelling, word.text);
  return meant === undefined ? word : words.wordOf(meant);
}

/** Numbers a word's own features, each that says something once. */
function numbered<T>(word: StoredWord, { words, number }: Language<T>, own: FilledList): FeatureList {
  const { hashes, groups, count } = words.featuresOf(word);
  const { numbers } = own;
  number(hashes, count, numbers);
  own.count = 0;
  for (let i = 0; i < count; i++) {
    const feature = numbers[i] as number;
    // What is read is never before what is written.
    numbers[own.count] = feature;
    own.groups[own.count] = groups[i] as number;
    if (feature === unknown || numbers.indexOf(feature) === own.count) own.count++;
  }
  return own;
}

function emptyList(): FilledList {
  return { numbers: new Int32Array(mostFeatures), groups: new Uint8Array(mostFeatures), count: 0 };
}

/** A copy of a list that is reused. */
export function copyOf({ numbers, groups, count }: FeatureList): FeatureList {
  return { numbers: numbers.slice(0, count), groups: groups.slice(0, count), count };
}
