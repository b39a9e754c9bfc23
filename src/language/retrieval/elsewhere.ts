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

let townsOf: { readonly others: ReadonlySet<string>; readonly home: ReadonlySet<string> } | undefined;

/** Share of an entry's wordings that name another town, from which on such a name says little about whom they ask. */
const beyondShare = 0.05;

/** Whether people name other towns when they ask about an entry: where a bus goes, or where they come from. */
export function reachesBeyondTown({ variants }: TrainingEntry): boolean {
  return variants.filter(({ text }) => namesElsewhere(text)).length >= Math.max(1, beyondShare * variants.length);
}

/** Whether a text names another town and not this one. */
export function namesElsewhere(text: string): boolean {
  if (townsOf === undefined) {
    const { placeNames, home } = readPlaceNames();
    townsOf = { others: new Set(placeNames.map((name) => tokens(name).join(' '))), home };
  }
  const words = tokens(text);
  if (words.some((word) => townsOf?.home.has(word))) return false;
  return words.some((word, at) =>
    [1, 2, 3].some(
      (length) => townsOf?.others.has(words.slice(at, at + length).join(' ')) && (length > 1 || word.length > 3),
    ),
  );
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
