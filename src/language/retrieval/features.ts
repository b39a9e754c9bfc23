import { conceptsOf, conceptsOfPair } from '../text/concepts.ts';
import { finish, hashText, step } from '../text/hash.ts';
import type { LexiconData } from '../text/lexicon.ts';
import { respell, type SpellingData } from '../text/spelling.ts';
import { tokens } from '../text/tokens.ts';

/** The kinds of evidence that a text holds, by the number that `Features.groups` carries. */
export const group = { word: 0, pair: 1, stem: 2, letters: 3, concept: 4, conceptRun: 5, conceptPair: 6 } as const;

const salts = [0x1000193, 0x3c6ef372, 0x5be0cd19, 0x6a09e667, 0x71374491, 0x123591f1, 0x2b5ad5c4] as const;
const shortestLetters = 3;
const longestLetters = 4;
const stemLetters = 5;
const mostConcepts = 12;
const capacity = 4096;
const digits = /^\d+$/;

/** What reading needs to know of the languages. `spelling` is null while training: what editors wrote stands. */
export interface Language {
  readonly lexicon: LexiconData;
  readonly spelling: SpellingData | null;
  /** Whether a word is one that the training texts have. */
  readonly isKnown: (word: string) => boolean;
}

/** What one text holds: `count` hashed features, each once or more, and the number of its words. */
export interface Features {
  readonly hashes: Uint32Array;
  readonly groups: Uint8Array;
  count: number;
  words: number;
}

/**
 * A function that reads the features of a text: words, pairs of words, five-letter stems, letter 3- and 4-grams, and
 * the concepts that a pocket dictionary gives them, alone, in order and in pairs. The returned object is reused by
 * the next call, so that answering makes no garbage but the words themselves.
 */
export function createReader(language: Language): (text: string) => Features {
  const { lexicon } = language;
  const features: Features = {
    hashes: new Uint32Array(capacity),
    groups: new Uint8Array(capacity),
    count: 0,
    words: 0,
  };
  const concepts: number[] = [];
  const add = (kind: number, hash: number) => {
    if (features.count === capacity) return;
    features.hashes[features.count] = finish(hash);
    features.groups[features.count++] = kind;
  };
  const sense = (place: number) => {
    const { lists } = lexicon;
    const size = lists[place] as number;
    for (let i = 1; i <= size; i++) {
      const concept = lists[place + i] as number;
      if (concepts.includes(concept)) continue;
      concepts.push(concept);
      add(group.concept, step(salts[group.concept], concept));
    }
  };
  return (text) => {
    const words = tokens(text);
    features.count = 0;
    features.words = words.length;
    concepts.length = 0;
    if (language.spelling !== null) mend(words, language, language.spelling);
    let lastRun = 0;
    for (let i = 0; i < words.length; i++) {
      const word = words[i] as string;
      const next = words[i + 1];
      add(group.word, hashText(salts[group.word], word));
      if (next !== undefined) add(group.pair, hashText(step(hashText(salts[group.pair], word), 32), next));
      if (word.length > stemLetters) add(group.stem, hashText(salts[group.stem], word.slice(0, stemLetters)));
      letters(word, add);
      const phrase = next === undefined ? -1 : conceptsOfPair(lexicon, word, next);
      if (phrase >= 0) sense(phrase);
      const place = conceptsOf(lexicon, word);
      if (place >= 0) sense(place);
      const run = runOf(lexicon, word, phrase >= 0 ? phrase : place);
      if (i > 0) add(group.conceptRun, step(step(salts[group.conceptRun], lastRun), run));
      lastRun = run;
    }
    const most = Math.min(concepts.length, mostConcepts);
    for (let i = 0; i < most; i++)
      for (let j = 0; j < i; j++) {
        const a = concepts[i] as number;
        const b = concepts[j] as number;
        add(group.conceptPair, step(step(salts[group.conceptPair], Math.min(a, b)), Math.max(a, b)));
      }
    return features;
  };
}

/** Puts known words in the place of unknown ones that look like a slip of the finger. */
function mend(words: string[], language: Language, spelling: SpellingData): void {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (language.isKnown(word) || conceptsOf(language.lexicon, word) >= 0) continue;
    const meant = respell(spelling, word);
    if (meant !== undefined) words[i] = meant;
  }
}

/** The hash under which a word is a feature. */
export function wordHash(word: string): number {
  return finish(hashText(salts[group.word], word));
}

/** What a word counts as in a run of concepts: its first concept, "a number", or the word itself. */
function runOf(lexicon: LexiconData, word: string, place: number): number {
  if (place >= 0) return lexicon.lists[place + 1] as number;
  return digits.test(word) ? 0xffff : hashText(salts[group.word], word);
}

function letters(word: string, add: (kind: number, hash: number) => void): void {
  const last = word.length + 1;
  for (let from = 0; from + shortestLetters <= last + 1; from++) {
    let hash: number = salts[group.letters];
    for (let size = 1; size <= longestLetters && from + size <= last + 1; size++) {
      const at = from + size - 1;
      hash = step(hash, at === 0 || at === last ? 32 : word.charCodeAt(at - 1));
      if (size >= shortestLetters) add(group.letters, hash);
    }
  }
}
