import type { Street } from '../ports/knowledge.ts';
import { plainWords } from '../util/plainWords.ts';
import { differByOneLetter, differBySwap } from './slip.ts';

/** A place as somebody described it. */
interface ReadPlace {
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
    plaça: 'placa pca pl plaza plza pza square sq',
    passeig: 'passeig pg psg pas paseo promenade',
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
const beforeNumber = new Set(
  'numero num n no number nr alcada altura portal al a l la el del de es era is it s its at'.split(' '),
);
const houseNumber = /^\d{1,4}[a-z]?$/;
/** Words between a street and its number. */
const numberWithin = 5;
/** Letters of a name that stands without its kind: shorter ones are words too. */
const nameAlone = 5;
/** Letters of a word that is recognised with a slip in it: shorter ones become other words. */
const slipLetters = 6;

interface Token {
  readonly word: string;
  readonly index: number;
  /** The kind of street that it names; null: none. */
  readonly kind: string | null;
}

/** A street name in the form used for searching. */
interface StreetName {
  /** Null: the name has none, as in "el Prat Vell". */
  readonly kind: string | null;
  readonly words: readonly string[];
  /** Letters of all its words. */
  readonly letters: number;
}

/** Where a text names a street. */
interface Found {
  readonly street: Street;
  /** Index of the last word of its name. */
  readonly end: number;
  /** How much of the text it explains: of two streets the longer name is meant, and the one whose kind is written. */
  readonly weight: number;
}

/** As `plainWords`, where "nº" is a word and "c/" another one. */
const plainAddress = (text: string) => plainWords(text.replace(/\bc\//gi, 'c ').replace(/[ºª°]/g, ' '));

/** The place that a text names: a street of the list in any spelling, with its number; null where none is named. */
export function streetIn(text: string, streets: readonly Street[]): ReadPlace | null {
  const words = plainAddress(text).split(' ');
  const tokens = words
    .map((word, index) => ({ word, index, kind: kindsOfStreet[word] ?? null }))
    .filter(({ word }) => !betweens.has(word));
  let best: Found | null = null;
  let isDoubtful = false;
  for (const street of streets) {
    const found = foundIn(street, tokens);
    if (found === null || (best !== null && found.weight < best.weight)) continue;
    isDoubtful = best?.weight === found.weight;
    best = found;
  }
  // "Vila, 3" where there are a street and a square of that name: it is kept as it was typed.
  if (best === null || isDoubtful) return null;
  const number = numberAfter(words, best.end);
  return { text: number === null ? best.street.name : `${best.street.name}, ${number}`, isKnown: true };
}

/** Where a street is named, by the best of its names; null: nowhere. */
function foundIn(street: Street, tokens: readonly Token[]): Found | null {
  let best: Found | null = null;
  for (const name of namesOf(street)) {
    for (let at = 0; at + name.words.length <= tokens.length; at++) {
      const weight = weightAt(name, tokens, at);
      const end = tokens[at + name.words.length - 1]?.index;
      if (weight !== null && end !== undefined && weight > (best?.weight ?? 0)) best = { street, end, weight };
    }
  }
  return best;
}

/** How much of the text a name explains that begins at a word; null where it does not stand there. */
function weightAt({ kind, words, letters }: StreetName, tokens: readonly Token[], at: number): number | null {
  const before = tokens[at - 1]?.kind ?? null;
  const hasKind = kind !== null && before === kind;
  // Without its kind a name must be written as it is.
  if (!hasKind && tokens[at]?.word !== words[0]) return null;
  // Another kind of street is another street; without a kind the name must say enough.
  if (kind !== null && !hasKind && (before !== null || letters < nameAlone)) return null;
  let weight = hasKind ? 1 : 0;
  for (let offset = 0; offset < words.length; offset++) {
    const word = words[offset] ?? '';
    const typed = tokens[at + offset]?.word ?? '';
    if (typed === word) weight += 2 * word.length;
    // A slip of the pen, where the kind shows that a street is meant.
    else if (hasKind && isSlip(typed, word)) weight += word.length;
    else return null;
  }
  return weight;
}

const namesByStreet = new WeakMap<Street, readonly StreetName[]>();

function namesOf(street: Street): readonly StreetName[] {
  const known = namesByStreet.get(street);
  if (known !== undefined) return known;
  const names = [street.name, ...street.others].map(nameOf).filter(({ words }) => words.length > 0);
  namesByStreet.set(street, names);
  return names;
}

function nameOf(name: string): StreetName {
  const words = plainWords(name).split(' ');
  const significant = words.filter((word) => !betweens.has(word));
  const kind = kindsOfStreet[significant[0] ?? ''];
  const isNamed = kind !== undefined && significant.length >= 2;
  const own = isNamed ? significant.slice(1) : significant;
  return { kind: isNamed ? kind : null, words: own, letters: own.join('').length };
}

/** Whether a word is another one with one letter wrong, too many, missing or changed places with the next. */
function isSlip(typed: string, word: string): boolean {
  if (word.length < slipLetters || Math.abs(typed.length - word.length) > 1) return false;
  return differByOneLetter(typed, word) || differBySwap(typed, word);
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
  const rest = plainAddress(text)
    .split(' ')
    .filter((word) => !beforeNumber.has(word));
  return rest.length === 1 && houseNumber.test(rest[0] ?? '') ? (rest[0] ?? null) : null;
}

const named = /(?:^|[^\p{L}])(?:n[uú]mero|number|n[uú]m\.?|n[ºo°]\.?|portal)\s*(\d{1,4}[a-z]?)(?![\p{L}\d])/iu;

/** The number of a house that a text names as one, whatever else it says: "delante del número 30". */
export function namedNumberIn(text: string): string | null {
  return named.exec(text)?.[1] ?? null;
}

/** The same place at another number. */
export function withNumber(place: string, number: string): string {
  const replaced = place.replace(/\d{1,4}[a-z]?(?=\D*$)/i, number);
  return replaced === place ? `${place}, ${number}` : replaced;
}

/** A street or a square that a text names by its kind, up to where the phrase ends. "My street" is no name. */
const namedPlace =
  /(?:^|[\s,(])(?<!(?:^|\s)(?:mi|tu|su|meva|teva|seva|meu|teu|seu|nostr[ae]|nuestr[ao]|aquest|aquesta|aquell|aquella|est[ae]|es[ae]|mism[ao]|mateixa?)\s)((?:c\/|(?:carrer|calle|avinguda|avenida|avda\.?|av\.|pla[çc]a|plaza|passeig|paseo|passatge|pasaje|rambla|ronda|carretera|rotonda|parc|parque)\b)[^.;!?\n]{2,70})/iu;

/** Where what is said of a place begins, after its name: "carrer Major 12 | està trencat". Of the languages. */
const saidOfIt =
  /(?<=\s\S+)[,\s]+(?:(?:i|y|and) )?(?:hi ha|hay|there|est[àá]n?|esta|estan|és|es|són|son|is|are|has|que|that|which|se|s['’]\S+|no(?! ?\d)|fa|hace|t[eé]|tiene|cau|cae|perd|pierde|nadie|ning[uú]|nobody|no one|alg[uú]|alguien|someone|somebody)(?=[\s,]|$).*$/iu;

/** A kind of place of which something is said at once, and which has no name: "a la plaça, s'hi cauen", "el parc no té llum". */
const bareKind = /^\S+(?:,|\s+(?:hi ha|hay|no(?! ?\d)|est[àá]n?|esta|estan|és|es|són|son|is|are|has)(?=\s))/iu;

/** The same where the town's list does not have it: kept as it was typed, without what is said of it. */
export function namedPlaceIn(text: string): ReadPlace | null {
  const named = namedPlace.exec(text)?.[1]?.trim();
  if (named === undefined || bareKind.test(named)) return null;
  const found = named.replace(saidOfIt, '').replace(/[,\s]+$/, '');
  return { text: found, isKnown: false };
}

/** Words of a place that nobody else can find: "in my street", "here, in front of the house". Of the languages. */
const nameless = new Set(
  (
    'a al als an en el els la les l los las lo d de del dels per por in on at by of the to it is s es esta aixo esto this that just justo right ' +
    'mi mis meu meva meus meves nostre nostra nuestro nuestra my our aquest aquesta este mateix mateixa mismo misma same ' +
    'carrer calle street barri barrio neighbourhood neighborhood casa home house porta portal puerta door ' +
    'aqui alla alli ahi here there lloc sitio lugar place spot davant delante enfrente front sota debajo below under fora fuera outside prop cerca near costat lado next'
  ).split(' '),
);

/** Whether a text tells a place by nothing that others know it by: it has to be asked again. */
export function isNamelessPlace(text: string): boolean {
  return plainWords(text)
    .split(' ')
    .every((word) => nameless.has(word));
}
