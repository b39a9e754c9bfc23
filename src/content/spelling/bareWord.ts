import { plainWord } from './wordsIn.ts';

/** A word as names are compared: small, without an article or a possessive that is joined to it. */
export function bareWord(word: string): string {
  return withoutJoined(word).toLowerCase();
}

/** A word without an article, a preposition or a possessive that is joined to it: `Estruch` of `l'Estruch`. */
export function withoutJoined(word: string): string {
  return plainWord(word)
    .replace(/^(?:[ldsnmt]|qu)'/i, '')
    .replace(/'s?$/, '');
}
