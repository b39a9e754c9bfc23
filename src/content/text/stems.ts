import { plainWords } from '../../core/util/plainWords.ts';

/** Letters by which forms of one word are taken as the same: "informàtica" and "informático", but not "informació". */
const stemLength = 8;
/** What forms of a word may differ in: "curs", "curso", "cursos". */
const ending = /[aeiou]?s?$/;
/** Shorter words mostly have a grammatical use. */
const shortestWord = 4;

/** The beginnings of the words of a text by which its things are told, without the addresses of links. */
export function stemsOf(text: string): ReadonlySet<string> {
  const words = plainWords(text.replace(/\]\([^)]*\)/g, ']')).split(' ');
  return new Set(
    words.filter((word) => word.length >= shortestWord).map((word) => word.slice(0, stemLength).replace(ending, '')),
  );
}
