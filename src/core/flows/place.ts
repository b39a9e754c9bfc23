import type { Street } from '../ports/knowledge.ts';
import { plainWords } from '../util/plainWords.ts';

/** A place as somebody described it. */
export interface ReadPlace {
  /** As it is said back: the official name of the street and the number, or what was typed. */
  readonly text: string;
  /** Whether a street of the town was recognised. */
  readonly isKnown: boolean;
}

/** Kinds of streets, as people write and shorten them; of the language, not of the council. */
const kindsOfStreet: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    carrer: 'carrer c cr calle cl street st',
    avinguda: 'avinguda av avd avda avgda avenida avenue ave',
    plaça: 'placa pl plaza pza square sq',
    passeig: 'passeig pg pas paseo promenade',
    passatge: 'passatge ptge pasaje pje passage',
    rambla: 'rambla rbla',
    ronda: 'ronda rda',
    carretera: 'carretera ctra crta road',
    camí: 'cami camino path',
    parc: 'parc parque park',
    jardins: 'jardins jardi jardines jardin gardens garden',
    polígon: 'poligon pol poligono estate',
    travessia: 'travessia trav travesia',
  }).flatMap(([kind, forms]) => forms.split(' ').map((form) => [form, kind])),
);

/** Words between the kind of a street and its name, which people leave out. */
const betweens = new Set('de del dels d la el els les l los las of the en'.split(' '));
/** Words before the number of a house. */
const beforeNumber = new Set('numero num n no number nr alcada altura portal al a l la el del de'.split(' '));
const houseNumber = /^\d{1,4}[a-z]?$/;
/** Words between a street and its number. */
const numberWithin = 5;
/** Letters of a name that stands without its kind: shorter ones are words too. */
const nameAlone = 5;

interface Token {
  readonly word: string;
  readonly index: number;
}

/** The place that a text names: a street of the list in any spelling, with its number; null where none is named. */
export function streetIn(text: string, streets: readonly Street[]): ReadPlace | null {
  const words = plainWords(text.replace(/\bc\//gi, 'c ')).split(' ');
  const tokens = words.map((word, index) => ({ word, index })).filter(({ word }) => !betweens.has(word));
  let best: { readonly street: Street; readonly end: number; readonly letters: number } | null = null;
  for (const street of streets) {
    for (const name of [street.name, ...street.others]) {
      const end = endOf(name, tokens);
      const letters = plainWords(name).length;
      if (end !== null && letters > (best?.letters ?? 0)) best = { street, end, letters };
    }
  }
  if (best === null) return null;
  const number = numberAfter(words, best.end);
  return { text: number === null ? best.street.name : `${best.street.name}, ${number}`, isKnown: true };
}

/** Where the words of a street's name end in a text; null where they do not stand in it. */
function endOf(name: string, tokens: readonly Token[]): number | null {
  const [first = '', ...rest] = plainWords(name)
    .split(' ')
    .filter((word) => !betweens.has(word));
  const kind = kindsOfStreet[first];
  const wanted = kind === undefined ? [first, ...rest] : rest;
  if (wanted.length === 0) return null;
  for (let at = 0; at + wanted.length <= tokens.length; at++) {
    if (!wanted.every((word, offset) => tokens[at + offset]?.word === word)) continue;
    const before = kindsOfStreet[tokens[at - 1]?.word ?? ''];
    // Another kind of street is another street; without a kind the name must be telling.
    const isRight =
      kind === undefined || (before === undefined ? wanted.join('').length >= nameAlone : before === kind);
    if (isRight) return tokens[at + wanted.length - 1]?.index ?? null;
  }
  return null;
}

function numberAfter(words: readonly string[], end: number): string | null {
  for (let at = end + 1; at < words.length && at <= end + numberWithin; at++) {
    const word = words[at] ?? '';
    if (houseNumber.test(word)) return word;
    if (!beforeNumber.has(word)) return null;
  }
  return null;
}

/** "No, at number 14": a number of a house and nothing else. */
export function houseNumberIn(text: string): string | null {
  const rest = plainWords(text)
    .split(' ')
    .filter((word) => !beforeNumber.has(word));
  return rest.length === 1 && houseNumber.test(rest[0] ?? '') ? (rest[0] ?? null) : null;
}

/** The same place at another number. */
export function withNumber(place: string, number: string): string {
  const replaced = place.replace(/\d{1,4}[a-z]?(?=\D*$)/i, number);
  return replaced === place ? `${place}, ${number}` : replaced;
}

/** A street or a square that a text names by its kind, up to where the phrase ends. */
const namedPlace =
  /(?:^|[\s,(])((?:c\/|(?:carrer|calle|avinguda|avenida|avda\.?|av\.|pla[çc]a|plaza|passeig|paseo|passatge|pasaje|rambla|ronda|carretera|rotonda|parc|parque)\b)[^.;!?\n]{2,70})/iu;

/** The same where the town's list does not have it: kept as it was typed. */
export function namedPlaceIn(text: string): ReadPlace | null {
  const found = namedPlace
    .exec(text)?.[1]
    ?.trim()
    .replace(/[,\s]+$/, '');
  return found === undefined ? null : { text: found, isKnown: false };
}
