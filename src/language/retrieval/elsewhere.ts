import { readFileSync } from 'node:fs';
import type { Locale } from '../../core/model/locale.ts';
import { fold } from '../text/fold.ts';
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

/** The words of names, by the first. */
type Names = ReadonlyMap<string, readonly (readonly string[])[]>;

interface Towns {
  readonly others: Names;
  /** Those of this country. */
  readonly near: Names;
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
export function reachesBeyondTown({ variants }: Pick<TrainingEntry, 'variants'>): boolean {
  return variants.filter(({ text }) => namesTown(text)).length >= Math.max(1, beyondShare * variants.length);
}

/*
 * What is called after another town, or says of people where they come from or live, in Catalan, Spanish and English; of the
 * languages, not of the council.
 */
const street =
  '(?:carrer|calle|avinguda|avenida|avda?|av|placa|plaza|passeig|paseo|pg|passatge|pasaje|ronda|rambla|carretera|ctra|travessera|cami|camino)\\b\\.?|\\b(?:c|pl)(?:/|\\.)';
const coming =
  "vinc|venim|venen|arribo|arriba|arribem|arriben|arribar|arribat|arribada|soc|som|vengo|viene|venimos|vienen|llego|llega|llegamos|llegan|llegar|llegado|soy|somos|come|comes|came|coming|moved|moving|move|arrived|i(?: am|'?m)|(?:we|they)(?: are|'?re)|s?he(?: is|'?s)";
const living =
  'visc|viu|vivim|viuen|vivia|viviem|viure|viscut|dormo|dorm|resideixo|resideix|vivo|vive|vivimos|viven|viviamos|vivir|vivido|resido|reside|duermo|duerme|live|lives|lived|living|stay|stays|sleep|sleeps|mudo|mudem|mudar|mudamos|trasllado|traslladem|traslado|trasladamos|empadronad[oa]s?|empadronats?|empadronades|inscrit[oa]?s?|registered|padron|nascut|nascuda|nacid[oa]|naci|born|treballo|treballa|treballem|trabajo|trabaja|trabajamos|work|works|working|estudio|estudia|studies|studying';
const named = "(?:l'|d')?\\p{L}+";
const streetName = new RegExp(
  `\\b(?:${street}) ?(?:(?:de|del|d'|la|el|les|los) ?)*${named}|${named} (?:(?:street|road|avenue|square)|\\d{1,3})\\b`,
  'gu',
);
const origin = new RegExp(
  [
    `\\b(?:${coming})(?: \\S+){0,2}? (?:de|d'|des de|desde|del|from) ?${named}`,
    `\\b(?:${living})(?: \\S+){0,2}? (?:a|de|d'|des de|en|desde|in|from|to|at) ?${named}`,
  ].join('|'),
  'gu',
);

/** "Here" means this town, unless the other is named as where that is. */
const here = /\b(?:aqui|aca|here)\b(?! (?:a|en|in) )/;

/**
 * Where the other town is that a text is about, by its name, in this country or abroad; null: it names none, or this one, too, or no more than a
 * street that is called so, or where people come from.
 */
export function townElsewhere(text: string): 'near' | 'abroad' | null {
  if (!namesTown(text) || here.test(fold(text))) return null;
  const left = withoutNames(text);
  return !namesTown(left) ? null : namesTown(left, 'near') ? 'near' : 'abroad';
}

/** Fewest words of a text that say something without the town that people come from. */
const fewestLeft = 2;

/**
 * A text without another town where people only say that they come from there: such a name makes what is the council's business seem to be
 * nobody's. The text itself, where it names none so or says no more.
 */
export function withoutOrigin(text: string): string {
  if (!namesTown(text) || townElsewhere(text) !== null) return text;
  const left = tidy(fold(text).replace(origin, ' '));
  return namesTown(left) || tokens(left).length < fewestLeft ? text : left;
}

const withoutNames = (text: string): string => tidy(fold(text).replace(streetName, ' ').replace(origin, ' '));

const tidy = (text: string): string => text.replace(/^[\s,.;]+|(?<=\s)\s+/g, '').trim();

/** Whether a text names another town and not this one. */
function namesTown(text: string, which: 'others' | 'near' = 'others'): boolean {
  townsOf ??= readTowns();
  const { [which]: names, home } = townsOf;
  const words = tokens(text);
  if (words.some((word) => home.has(word))) return false;
  return words.some((word, at) => names.get(word)?.some((name) => isNamed(name, words, at)) === true);
}

/** Whether a name stands at a position of a text, where its first word does. */
function isNamed(name: readonly string[], words: readonly string[], at: number): boolean {
  if (name.length === 1) return (name[0] as string).length >= fewestLetters || at === words.length - 1;
  return name.every((word, i) => words[at + i] === word);
}

function readTowns(): Towns {
  const { placeNames, near, home } = readPlaceNames();
  return { others: byFirstWord(placeNames), near: byFirstWord(near), home };
}

function byFirstWord(places: readonly string[]): Names {
  const names = places.map((name) => tokens(name)).filter(({ length }) => length > 0 && length <= longestName);
  return Map.groupBy(names, ([first]) => first as string);
}

/** The dictionary's names of other towns, those of this country, and the single words that mean this one. */
function readPlaceNames(): { placeNames: string[]; near: string[]; home: Set<string> } {
  const source = readFileSync(new URL('../text/lexicon/elsewhere.txt', import.meta.url), 'utf8');
  const named = (name: string, text = source) =>
    text
      .split('\n')
      .filter((line) => line.startsWith(`@${name} `))
      .flatMap((line) => line.split(' ').slice(1))
      .map((word) => word.replaceAll('_', ' '));
  const [inCountry] = source.split('\n# abroad\n');
  return {
    placeNames: named('place'),
    near: named('place', inCountry),
    home: new Set(named('home').filter((word) => !word.includes(' '))),
  };
}
