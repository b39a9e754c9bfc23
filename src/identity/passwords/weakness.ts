import type { PasswordFault } from '../auth.ts';
import { maxLength, minLength } from '../password.ts';
import { type LeakedPasswords, readLeaked } from './leaked.ts';

/** The owner of a password, by what others know of them too. */
interface PasswordOwner {
  readonly name: string;
  readonly email: string;
}

/** Minimum number of letters of a known word: shorter ones occur everywhere. */
const minWordLetters = 3;
/** Minimum number of letters of each half of a password made of two leaked ones. */
const minHalfLetters = 4;
/** Minimum number of letters that must be left without known words and digits. */
const minLettersLeft = 5;

/**
 * What is wrong with a new password; null: nothing. It is compared with leaked passwords, as it is and with simple
 * variations: upper case, accents, signs in place of letters, surrounding characters, repetition, two leaked ones, and
 * the names of its owner and of the council (`councilNames`: texts that name it).
 */
export async function passwordFault(
  password: string,
  owner: PasswordOwner,
  councilNames: readonly string[],
): Promise<PasswordFault | null> {
  const length = [...password].length;
  if (length < minLength) return 'too-short';
  if (length > maxLength) return 'too-long';
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

/** The letters that signs may replace; `1` and `!` are i or l. */
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

/** Without the digits and signs at its ends. */
const charactersWithin = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/** Whether a text is a repetition, consists of few different characters, or has hardly any letter. */
function isMonotonous(text: string): boolean {
  const again = `${text}${text}`.indexOf(text, 1);
  return again <= text.length / 2 || new Set(text).size < 5 || text.replace(/\P{L}/gu, '').length < 3;
}

function isTwoOf(leaked: LeakedPasswords, text: string): boolean {
  for (let at = minHalfLetters; at <= text.length - minHalfLetters; at++) {
    if (leaked.has(text.slice(0, at)) && leaked.has(text.slice(at))) return true;
  }
  return false;
}

/** Whether hardly anything, or only a leaked password, remains of a password without its known words. */
function isMadeOf(text: string, words: readonly string[], leaked: LeakedPasswords): boolean {
  let rest = text;
  for (const word of words) rest = rest.replaceAll(word, ' ');
  if (rest === text) return false;
  const letters = rest.replace(/\P{L}/gu, '');
  return letters.length < minLettersLeft || leaked.has(letters);
}

/** The words of some texts, longest first. */
function payloadOf(texts: readonly string[]): readonly string[] {
  const words = texts.flatMap((text) => fold(text).split(/[^\p{L}]+/u)).filter((word) => word.length >= minWordLetters);
  return [...new Set(words)].sort((a, b) => b.length - a.length);
}
