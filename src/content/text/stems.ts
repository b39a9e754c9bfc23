import { plainWords } from '../../core/util/plainWords.ts';

/** Letters by which forms of one word are taken as the same: "informàtica" and "informático", but not "informació". */
const stemLength = 8;
/** What forms of a word may differ in: "curs", "curso", "cursos"; "pago", "pagar", "pagat"; "pay", "paying". */
const ending = /(?:[aei]r|[ai]nt|ent|ad[ao]|id[ao]|[aeiu]t|ando|iendo|ing|ed|[aeiou])?s?$/;
/** Shorter words mostly have a grammatical use. */
const shortestWord = 4;

/** A text without the addresses of its links. */
export const withoutAddresses = (text: string): string => text.replace(/\]\([^)]*\)/g, ']');

/** The beginnings of the words of a text by which its things are told, without the addresses of links. */
export function stemsOf(text: string): ReadonlySet<string> {
  const words = plainWords(withoutAddresses(text)).split(' ');
  return new Set(
    words.filter((word) => word.length >= shortestWord).map((word) => word.slice(0, stemLength).replace(ending, '')),
  );
}
