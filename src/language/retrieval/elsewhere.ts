import { readFileSync } from 'node:fs';
import type { Locale } from '../../core/model/locale.ts';
import { tokens } from '../text/tokens.ts';
import { createRandom } from './random.ts';
import type { TrainingEntry } from './trainingEntry.ts';

/** How a town is appended to a question: "horari de la biblioteca" + "a" + "Lleida". */
const prepositions: Readonly<Record<Locale, readonly string[]>> = {
  ca: ['a', 'de'],
  es: ['en', 'de'],
  en: ['in'],
};
const maxQuestionWords = 7;
const questionsPerEntry = 2;

/**
 * Questions about the same topics in other towns, which this bot can't answer: a few short variants of each entry with
 * the name of another town appended. They teach the index that another town outweighs a familiar subject.
 */
export function askedElsewhere(entries: readonly TrainingEntry[], seed: number): string[] {
  const { placeNames, home } = readPlaceNames();
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const texts: string[] = [];
  for (const entry of entries) {
    const short = entry.variants.filter(({ text }) => {
      const words = tokens(text);
      return words.length <= maxQuestionWords && !words.some((word) => home.has(word));
    });
    if (short.length === 0) continue;
    for (let i = 0; i < questionsPerEntry; i++) {
      const variant = pick(short);
      texts.push(`${variant.text.replace(/[?!.]+\s*$/, '')} ${pick(prepositions[variant.locale])} ${pick(placeNames)}`);
    }
  }
  return texts;
}

interface Towns {
  /** The words of the names of other towns, by the first. */
  readonly others: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly home: ReadonlySet<string>;
}

let townsOf: Towns | undefined;
/** Most words of a name. */
const longestName = 3;
/** A shorter single word may be another one, except at the end: "vic". */
const fewestLetters = 4;

/** Share of an entry's wordings that name another town, from which on such a name says little about whom they ask. */
const beyondShare = 0.05;

/** Whether people name other towns when they ask about an entry: where a bus goes, or where they come from. */
export function reachesBeyondTown({ variants }: TrainingEntry): boolean {
  return variants.filter(({ text }) => namesElsewhere(text)).length >= Math.max(1, beyondShare * variants.length);
}

/** Whether a text names another town and not this one. */
export function namesElsewhere(text: string): boolean {
  townsOf ??= readTowns();
  const { others, home } = townsOf;
  const words = tokens(text);
  if (words.some((word) => home.has(word))) return false;
  return words.some((word, at) => others.get(word)?.some((name) => isNamed(name, words, at)) === true);
}

/** Whether a name stands at a position of a text, where its first word does. */
function isNamed(name: readonly string[], words: readonly string[], at: number): boolean {
  if (name.length === 1) return (name[0] as string).length >= fewestLetters || at === words.length - 1;
  return name.every((word, i) => words[at + i] === word);
}

function readTowns(): Towns {
  const { placeNames, home } = readPlaceNames();
  const names = placeNames.map((name) => tokens(name)).filter(({ length }) => length > 0 && length <= longestName);
  return { others: Map.groupBy(names, ([first]) => first as string), home };
}

/** The dictionary's names of other towns, and the single words that mean this one. */
function readPlaceNames(): { placeNames: string[]; home: Set<string> } {
  const source = readFileSync(new URL('../text/lexicon/elsewhere.txt', import.meta.url), 'utf8');
  const named = (name: string) =>
    source
      .split('\n')
      .filter((line) => line.startsWith(`@${name} `))
      .flatMap((line) => line.split(' ').slice(1))
      .map((word) => word.replaceAll('_', ' '));
  return { placeNames: named('place'), home: new Set(named('home').filter((word) => !word.includes(' '))) };
}
