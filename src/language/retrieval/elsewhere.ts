import { readFileSync } from 'node:fs';
import { type Locale, locales } from '../../core/model/locale.ts';
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
 * What is called after another town, or says of people where they come from, live or are, in Catalan, Spanish and English; of the
 * languages, not of the council.
 */
const street =
  '(?:carrer|calle|avinguda|avenida|avda?|av|placa|plaza|passeig|paseo|pg|passatge|pasaje|ronda|rambla|carretera|ctra|travessera|cami|camino)\\b\\.?|\\b(?:c|pl)(?:/|\\.)';
const coming =
  "vinc|ve|venim|venen|vingut|vinguda|vinguts|vingudes|arribo|arriba|arribem|arriben|arribar|arribat|arribada|arribats|soc|som|vengo|viene|venimos|vienen|venido|vine|vinimos|vinieron|llego|llega|llegamos|llegan|llegar|llegado|llegue|soy|somos|come|comes|came|coming|moved|moving|move|arrived|fled|i(?: am|'?m)|(?:we|they)(?: are|'?re)|s?he(?: is|'?s)";
const living =
  'visc|viu|vivim|viuen|vivia|viviem|viure|viscut|dormo|dorm|resideixo|resideix|vivo|vive|vivimos|viven|viviamos|vivir|vivido|resido|reside|duermo|duerme|live|lives|lived|living|stay|stays|sleep|sleeps|mudo|mudem|mudar|mudamos|trasllado|traslladem|traslado|trasladamos|empadronad[oa]s?|empadronats?|empadronades|inscrit[oa]?s?|registered|padron|nascut|nascuda|nacid[oa]|naci|born|treballo|treballa|treballem|trabajo|trabaja|trabajamos|work|works|working|estudio|estudia|studies|studying';
const being = "estic|estem|soc|som|estoy|estamos|i(?: am|'?m)|we(?: are|'?re)";
const now = 'ara|ahora|now|mateix|mismo|avui|hoy|today|actualment|actualmente|currently|right|de viatge|de viaje|away';
/** Of whom it says where they come from. A fine that is from Girona is that town's. */
const kin =
  'marit|dona|home|xicota?|nuvia?|parella|pares?|mares?|fills?|fill(?:a|es)|german(?:s|a|es)?|avis?|avia|sogr[ea]s?|familia|amics?|amig(?:a|ues)|marido|mujer|espos[oa]|novi[oa]|pareja|padres?|madre|hij[oa]s?|herman[oa]s?|abuel[oa]s?|suegr[oa]s?|amig[oa]s?|husband|wife|boyfriend|girlfriend|fiancee?|partner|parents?|mother|mum|mom|father|dad|son|daughter|kids?|children|brother|sister|family|friends?';
const from = "(?:de|d'|des de|desde|del|from)";
const named = "(?:l'|d')?\\p{L}+";
/** Who a street is called after with where they come from: "avinguda del Pare Andreu de Palma". */
const called =
  "(?:pare|padre|mossen|fra|fray|sor|sant|santa|san|doctora?|dr|bisbe|obispo|capita|mestre|maestro|rei|rey|comte|conde)\\.? (?:\\p{L}+ ){1,2}(?:de|del|d') ?";
const streetName = new RegExp(
  `\\b(?:${street}) ?(?:(?:dels?|de|d'|la|els?|les|los) ?)*(?:${called})?${named}|${named} (?:(?:street|road|avenue|square)|\\d{1,3})\\b`,
  'gu',
);
/** What says nothing without where people come from, before that. */
const lead =
  "(?:(?:if|si|because|since|perque|porque) )?(?:(?:i|we|they|s?he|jo|yo|hem|hemos|ha|han|em|me|vam|vaig) |(?:i'?ve|we'?ve) )?";

/** When they came. */
const since =
  '(?:(?:last|this) (?:week|month|year)|yesterday|recently|(?:\\S+ )?(?:days?|weeks?|months?|years?) ago|ahir|(?:la setmana|el mes|l.any) passa(?:da|t)|fa (?:poc|\\S+ \\S+)|ayer|(?:la semana|el mes|el ano) pasad[ao]|hace (?:poco|\\S+ \\S+)|ara|ahora|now)';

interface Phrases {
  /** Where people come from, or live. */
  readonly origin: RegExp;
  /** Where they are. */
  readonly whereabouts: RegExp;
  /** A car, called after a town. */
  readonly car: RegExp;
}

/** A town in a text whose places are marked, and a country or continent. */
const town = '[\\uE000-\\uE7FF]';
const land = '[\\uE800-\\uEFFF]';
const [firstTown, firstLand] = [0xe000, 0xe800];
const marks = /[\uE000-\uEFFF]/g;
/** Most places of a text that are marked; later ones stay as they are. */
const mostPlaces = firstLand - firstTown;

/** What names a place and asks nothing of it, in a text whose places are marked: with the names themselves, it would take megabytes. */
const phrases: Phrases = readPhrases();

function readPhrases(): Phrases {
  const article = "(?:l'|the |la |el |els |els |los )?";
  const when = `(?: ${since}(?!\\p{L}))?`;
  const place = `${article}(?:${town}|${land})`;
  return {
    origin: new RegExp(
      [
        `\\b${lead}(?:${coming})(?: \\S+){0,2}? ${from} ?${place}${when}`,
        `(?<=\\b(?:${kin}) )(?:is|'s|are|es|son) ${from} ?${place}`,
        `\\b(?:is|are|es|son) ${from} ?${article}${land}`,
        `\\b${lead}(?:${living})(?: \\S+){0,2}? (?:a|de|d'|des de|en|desde|in|from|to|at) ?${place}${when}`,
      ].join('|'),
      'gu',
    ),
    whereabouts: new RegExp(
      `\\b${lead}(?:(?:${now}) )?(?:${being}) (?:(?:${now}) )*(?:a|en|in|at) ?${place}(?: (?:${now})(?!\\p{L}))*`,
      'gu',
    ),
    car: new RegExp(`\\b(seat|ford|un|an) ${town}`, 'gu'),
  };
}

interface Place {
  readonly name: string;
  readonly isLand: boolean;
}

let placesOf: ReadonlyMap<string, readonly Place[]> | undefined;

/** Towns and countries by the letters they begin with; longer names first: "Guinea" is not all of "Guinea-Bissau". */
function readPlaces(): ReadonlyMap<string, readonly Place[]> {
  const lands = new Set(countryNames());
  const towns = readPlaceNames().placeNames.map(fold);
  const all = [...new Set([...towns, ...lands])].map((name) => ({ name, isLand: lands.has(name) }));
  all.sort((one, other) => other.name.length - one.name.length || (one.name < other.name ? -1 : 1));
  return Map.groupBy(all, ({ name }) => /\p{L}+/u.exec(name)?.[0] ?? '');
}

/** What countries and continents are called in the three languages. */
function countryNames(): string[] {
  const continents = ['002', '005', '019', '142', '150', '419'];
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = [...letters.flatMap((one) => letters.map((other) => `${one}${other}`)), ...continents];
  const names = locales.flatMap((locale) => {
    const called = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' });
    return codes.flatMap((code) => called.of(code) ?? []);
  });
  return [...names.map(fold).filter((name) => /^[\p{L}' -]+$/u.test(name)), 'usa', 'the us', 'uk', 'eeuu'];
}

/** What asks where something is: asked where somebody is, not here. */
const wanted = /\b(?:on|donde|where|hi ha|hay|is there|are there|nearest|closest|propera?|cercan[oa])\b/;

/** "Here" means this town, unless the other is named as where that is. */
const here = /\b(?:aqui|aca|here)\b(?! (?:a|en|in) )/;

/**
 * Where the other town is that a text is about, by its name, in this country or abroad; null: it names none, or this one, too, or no more than a
 * street or a car that is called so, or where people come from or are.
 */
export function townElsewhere(text: string): 'near' | 'abroad' | null {
  if (!namesTown(text) || here.test(fold(text))) return null;
  const left = withoutNames(text);
  return !namesTown(left) ? null : namesTown(left, 'near') ? 'near' : 'abroad';
}

/** Fewest words of a text that say something without the town that people come from. */
const fewestLeft = 2;

/**
 * A text without another place where people only say that they come from there or are there, or name a car: such a name makes what is the
 * council's business seem to be nobody's. The text itself, where it names none so or says no more.
 */
export function withoutOrigin(text: string): string {
  if (townElsewhere(text) !== null) return text;
  const folded = fold(text);
  const without = withoutPlaces(folded);
  if (without === folded) return text;
  const left = tidy(without);
  return namesTown(left) || tokens(left).length < fewestLeft ? text : left;
}

/** A folded text without what names another place and asks nothing of it. */
function withoutPlaces(text: string): string {
  const { marked, names } = markPlaces(text);
  if (names.length === 0) return text;
  const { origin, whereabouts, car } = phrases;
  const left = marked.replace(car, '$1').replace(origin, ' ');
  const without = wanted.test(left) ? left : left.replace(whereabouts, ' ');
  return without.replace(marks, (mark) => names[mark.charCodeAt(0) % mostPlaces] ?? '');
}

/** A folded text with a single character for each place that it names, and their names by the number of that character. */
function markPlaces(folded: string): { readonly marked: string; readonly names: readonly string[] } {
  placesOf ??= readPlaces();
  const text = folded.replace(marks, ' ');
  const names: string[] = [];
  let marked = '';
  let from = 0;
  for (const { 0: word, index } of text.matchAll(/\p{L}+/gu)) {
    if (index < from || names.length === mostPlaces) continue;
    const place = placesOf
      .get(word)
      ?.find(({ name }) => text.startsWith(name, index) && !letter.test(text.slice(index + name.length)));
    if (!place) continue;
    marked += text.slice(from, index) + String.fromCharCode((place.isLand ? firstLand : firstTown) + names.length);
    from = index + place.name.length;
    names.push(place.name);
  }
  return { marked: marked + text.slice(from), names };
}

const letter = /^\p{L}/u;

const withoutNames = (text: string): string => tidy(withoutPlaces(fold(text).replace(streetName, ' ')));

const tidy = (text: string): string => text.replace(/^[\s,.;]+|\s+(?=[\s,.;])/g, '').trim();

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
