import { plainWords } from '../util/plainWords.ts';
import { isNamelessPlace } from './place.ts';

/*
 * What people say before an answer that they have given already, or of a place that they named before; in Catalan, Spanish
 * and English. Of the languages, not of the council.
 */

const same =
  '(?:(?:al|a|en|in|at|el|the) )*(?:mateix (?:lloc|punt|carrer)|mateixa (?:adreca|placa)|mismo (?:sitio|lugar|punto)|misma (?:calle|direccion)|same (?:place|spot|street|address)|(?:alla|aqui) mateix|(?:alli|ahi|aqui) mismo|right there)(?: (?:que|as|com|de|d) (?:abans|antes|before|l altre|el otro|the other(?: one)?))?';
const said =
  '(?:(?:com |como |as |que |ja |ya )*(?:us |us ho |ho |os |os lo |se lo |te |te lo |t |t ho |les |le )*(?:he dit|hem dit|deia|he dicho|dije|deciamos|hemos dicho)|(?:as |like )?i (?:already )?(?:said|told you|wrote)(?: before| already)?)';
/** With which an answer begins that was given, or meant, before. */
const echo = new RegExp(`^(?:(?:si|yes|ok|no|be|pues|doncs|the|el|la|it s|its|es) )*(?:${same} )?(?:${said})(?= |$)`);
const samePlace = new RegExp(`\\b${same}\\b`);
const bareThere = /^(?:(?:es|is|it s|its|just|over|per|por) )*(?:alla|alli|ahi|there)$/;

/** A text without what only says that it was said before: "same place I said, Montserrat 40" is "Montserrat 40". */
export function withoutEcho(text: string): string {
  const plain = plainWords(text);
  const found = echo.exec(plain)?.[0] ?? new RegExp(`^${same}(?= )`).exec(plain)?.[0];
  if (found === undefined) return text;
  const rest = wordsAfter(text, found.split(' ').length);
  return rest === '' ? text : rest;
}

/** What is left of a text after so many of its words, as `plainWords` counts them. */
function wordsAfter(text: string, count: number): string {
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)];
  const last = words[count - 1];
  return last === undefined ? '' : text.slice(last.index + last[0].length).replace(/^[\s,.:;!-]+/, '');
}

/** Whether a text names a place as one that was told before: "same place", "allà mateix". */
export function saysSamePlace(text: string): boolean {
  const plain = plainWords(text);
  return samePlace.test(plain) || bareThere.test(plain);
}

/** Whether it names it so and in no other way. */
export function isSamePlace(text: string): boolean {
  if (!saysSamePlace(text)) return false;
  const rest = plainWords(text).replace(echo, ' ').replace(samePlace, ' ').replace(bareThere, ' ').trim();
  return rest === '' || isNamelessPlace(rest);
}
