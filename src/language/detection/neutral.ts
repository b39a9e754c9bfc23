import { afterElision, hashLetters, hashOn } from './languageFeatures.ts';
import { readSeed } from './seed.ts';
import { endOf, newWords, readWords, startOf, type Words } from './words.ts';

/**
 * Role of a word: `content` identifies a language; `borrowed` is used in any ("gràcies", "ok", the name of a local
 * body), so it is a hint and no more; a `name` (of a street, a person, a brand) belongs to none.
 */
export type WordRole = 'content' | 'borrowed' | 'name';

/** Phrases by the hash of their folded letters. */
type Phrases = ReadonlySet<number>;

/** Phrases that do not identify a language. */
export interface Neutral {
  readonly borrowed: Phrases;
  readonly names: Phrases;
  /** Types of streets and places, and the small words between them and a name. */
  readonly streets: Phrases;
  readonly placeNames: Phrases;
  readonly links: Phrases;
  /** The first words of all these, for a quick pre-check. */
  readonly beginnings: Phrases;
}

const maxPhraseWords = 5;

/** Reads the lists of words that do not identify a language. */
export function loadNeutral(): Neutral {
  const entries = readSeed('neutral.txt');
  const words = newWords();
  const under = (heading: string): Phrases =>
    new Set(entries.filter((entry) => entry.heading === heading).map((entry) => hashOfPhrase(entry.text, words)));
  return {
    borrowed: under('borrowed'),
    names: under('names'),
    streets: under('streets'),
    placeNames: under('places'),
    links: under('links'),
    beginnings: new Set(entries.map(({ text }) => hashOfFirstWord(text, words))),
  };
}

/** Assigns a role to each word; the longest known phrase wins. */
export function rolesOf(words: Words, neutral: Neutral): WordRole[] {
  const total = words.starts.length;
  const roles: WordRole[] = new Array(total).fill('content');
  let at = 0;
  while (at < total) {
    if (!mayBegin(words, at, neutral)) {
      at += 1;
      continue;
    }
    const borrowed = lengthOfPhrase(words, at, neutral.borrowed);
    const name = Math.max(lengthOfPlaceName(words, at, neutral), lengthOfPhrase(words, at, neutral.names));
    const length = Math.max(borrowed, name);
    roles.fill(name > borrowed ? 'name' : 'borrowed', at, at + length);
    at += Math.max(length, 1);
  }
  return roles;
}

/** Whether some phrase begins with the word here, perhaps after its elision. */
function mayBegin(words: Words, index: number, { beginnings }: Neutral): boolean {
  if (isIn(beginnings, words, index)) return true;
  const stem = afterElision(words, index);
  return stem !== startOf(words, index) && beginnings.has(hashLetters(words, stem, endOf(words, index)));
}

/**
 * Number of words of the longest listed phrase that begins here, perhaps after an elision ("l'ajuntament"); 0 if none.
 */
function lengthOfPhrase(words: Words, from: number, phrases: Phrases): number {
  const last = Math.min(words.starts.length, from + maxPhraseWords) - 1;
  let longest = 0;
  let hash = hashLetters(words, startOf(words, from), endOf(words, from));
  for (let at = from; at <= last; at += 1) {
    if (at > from) hash = hashOn(hash, words, endOf(words, at - 1), endOf(words, at));
    if (phrases.has(hash)) longest = at - from + 1;
  }
  if (longest > 0) return longest;
  return phrases.has(hashLetters(words, afterElision(words, from), endOf(words, from))) ? 1 : 0;
}

/**
 * Number of words of a street or place that begins here, as in "carrer de Ferran Puig 12" or "plaça de la Vila"; 0
 * where none does. The words after the type are its name if they are known as one, have a capital letter or precede a
 * number; after a type of street also at the end of the message.
 */
function lengthOfPlaceName(words: Words, from: number, neutral: Neutral): number {
  const isStreet = isIn(neutral.streets, words, from);
  if (!isStreet && !isIn(neutral.placeNames, words, from)) return 0;
  const total = words.starts.length;
  let at = from + 1;
  while (at < total && isIn(neutral.links, words, at)) at += 1;
  if (at === total) return words.beforeNumber[at - 1] ? at - from : 0;
  let end = at + lengthOfPhrase(words, at, neutral.names);
  while (end < total && words.capital[end]) end += 1;
  if (end > at) return end - from;
  return words.beforeNumber[at] || (isStreet && at === total - 1) ? at + 1 - from : 0;
}

function isIn(phrases: Phrases, words: Words, index: number): boolean {
  return phrases.has(hashLetters(words, startOf(words, index), endOf(words, index)));
}

function hashOfPhrase(phrase: string, words: Words): number {
  readWords(phrase, words);
  return hashLetters(words, startOf(words, 0), endOf(words, words.ends.length - 1));
}

function hashOfFirstWord(phrase: string, words: Words): number {
  readWords(phrase, words);
  return hashLetters(words, startOf(words, 0), endOf(words, 0));
}
