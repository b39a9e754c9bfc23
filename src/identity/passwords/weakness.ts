import type { PasswordFault } from '../auth.ts';
import { longest, shortest } from '../password.ts';
import { readLeaked } from './leaked.ts';

/** Whom a password is for, as far as others know it too. */
export interface PasswordOwner {
  readonly name: string;
  readonly email: string;
}

/** Fewest letters of a word that counts as known: shorter ones are in everything. */
const shortestWord = 3;
/** Fewest letters of each half of a password that is two leaked ones. */
const shortestHalf = 4;
/** What is left without known words and digits must have so many letters. */
const fewestLeft = 5;

/**
 * What is wrong with a new password; null: nothing. It is compared with passwords that were leaked, as it is and with
 * simple variations: upper case, accents, signs that stand for letters, what stands around it, said twice, two of them,
 * and the names of its owner and of the council (`councilNames`: texts that name it).
 */
export async function passwordFault(
  password: string,
  owner: PasswordOwner,
  councilNames: readonly string[],
): Promise<PasswordFault | null> {
  const length = [...password].length;
  if (length < shortest) return 'too-short';
  if (length > longest) return 'too-long';
  const leaked = await readLeaked();
  const variants = variantsOf(password);
  const isKnown = (word: string) => leaked.has(word) || isTwoOf(leaked, word);
  if (variants.some((variant) => isMonotonous(variant) || isKnown(variant) || isKnown(charactersWithin(variant)))) {
    return 'common';
  }
  const own = payloadOf([owner.name, ...owner.email.split('@')]);
  if (variants.some((variant) => isMadeOf(variant, own, leaked))) return 'is-name';
  const known = [...own, ...payloadOf(councilNames)];
  return variants.some((variant) => isMadeOf(variant, known, leaked)) ? 'common' : null;
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Letters for which signs stand; `1` and `!` are i or l. */
const signs: ReadonlyMap<string, string> = new Map(
  Object.entries({ 0: 'o', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', '@': 'a', $: 's', '€': 'e', '+': 't' }),
);

/** A password in lower case without accents, as it is and with its signs read as letters. */
function variantsOf(password: string): readonly string[] {
  const folded = fold(password);
  const read = (one: string) =>
    [...folded].map((sign) => signs.get(sign) ?? (/[1!|]/.test(sign) ? one : sign)).join('');
  // Digits at the end are more often a year than letters.
  const [, body = '', tail = ''] = /^(.*?)([\d\W]*)$/s.exec(folded) ?? [];
  const readBody = (one: string) => read(one).slice(0, body.length) + tail;
  return [...new Set([folded, read('i'), read('l'), readBody('i'), readBody('l')])];
}

/** Without the digits and signs around it. */
const charactersWithin = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/** Whether a text repeats a part, consists of a few signs, or has hardly a letter. */
function isMonotonous(text: string): boolean {
  const again = `${text}${text}`.indexOf(text, 1);
  return again <= text.length / 2 || new Set(text).size < 5 || text.replace(/\P{L}/gu, '').length < 3;
}

function isTwoOf(leaked: ReadonlySet<string>, text: string): boolean {
  for (let at = shortestHalf; at <= text.length - shortestHalf; at++) {
    if (leaked.has(text.slice(0, at)) && leaked.has(text.slice(at))) return true;
  }
  return false;
}

/** Whether hardly anything is left of a password, or a leaked one, when known words are taken out of it. */
function isMadeOf(text: string, words: readonly string[], leaked: ReadonlySet<string>): boolean {
  let rest = text;
  for (const word of words) rest = rest.replaceAll(word, ' ');
  if (rest === text) return false;
  const characters = rest.replace(/\P{L}/gu, '');
  return characters.length < fewestLeft || leaked.has(characters);
}

/** The words of some texts, the longest first. */
function payloadOf(texts: readonly string[]): readonly string[] {
  const words = texts.flatMap((text) => fold(text).split(/[^\p{L}]+/u)).filter((word) => word.length >= shortestWord);
  return [...new Set(words)].sort((a, b) => b.length - a.length);
}
