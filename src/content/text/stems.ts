import { plainWords } from '../../core/util/plainWords.ts';

/** Letters by which forms of one word are taken as the same: "informàtica" and "informático", but not "informació". */
const stemLength = 8;
const plural = /s$/;
/** What forms of a longer word may differ in: "pagar", "pagares"; "entrada", "entrades"; "opening". */
const longEnding = /(?<=.{3})[aei]re?$|(?<=.{4})(?:[ai]nt|ent|[aeiu]d[aeo]|[aeiu]t|ando|iendo|ing|ed)$/;
/** And of any: "curso", "cursos"; "pago", "pagas". */
const ending = /[aeiou]$/;
/** Shorter words mostly have a grammatical use. */
const shortestWord = 4;

/** A text without the addresses of its links. */
export const withoutAddresses = (text: string): string => text.replace(/\]\([^)]*\)/g, ']');

/** The beginnings of the words of a text by which its things are told, without the addresses of links. */
export function stemsOf(text: string): ReadonlySet<string> {
  const words = plainWords(withoutAddresses(text)).split(' ');
  return new Set(words.filter((word) => word.length >= shortestWord).map((word) => stemOf(word.slice(0, stemLength))));
}

function stemOf(word: string): string {
  const one = word.replace(plural, '');
  const stem = one.replace(longEnding, '');
  return stem === one ? one.replace(ending, '') : stem;
}
