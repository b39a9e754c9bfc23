/** Letters that only some languages of a script have, the most specific first. */
const particular: readonly (readonly [string, RegExp])[] = [
  ['uk', /[іїєґ]/i],
  ['ru', /\p{Script=Cyrillic}/u],
  // Letters of Urdu that Arabic lacks.
  ['ur', /[ٹڈڑںےہھگچپک]/],
  ['ar', /[\u0621-\u064a]/],
  ['hi', /\p{Script=Devanagari}/u],
  ['pa', /\p{Script=Gurmukhi}/u],
  ['bn', /\p{Script=Bengali}/u],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['zh', /\p{Script=Han}/u],
];

/**
 * The language (BCP 47) that the script of a text identifies; null for Latin letters, and for those of no language
 * here.
 */
export function languageOfScript(text: string): string | null {
  return particular.find(([, letters]) => letters.test(text))?.[0] ?? null;
}
