/**
 * Folds single UTF-16 code units to the letters that the detector reads: lower case, no accents, one unit in and one
 * out, so that the written and the folded form of a message stay aligned.
 */

/** All Latin letters are below this code. */
const latinEnd = 0x1f00;

const apostrophe = 0x27;
const hyphen = 0x2d;
const middot = 0xb7;

/** Letters that decomposition does not change. */
const undecomposed: Readonly<Record<string, string>> = {
  ß: 's',
  æ: 'a',
  œ: 'o',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 't',
  ı: 'i',
  ŋ: 'n',
  ə: 'e',
};

const isLetter = /^\p{L}$/u;
const isLatin = /^\p{Script=Latin}$/u;

const lowered = new Uint16Array(latinEnd);
const folded = new Uint16Array(latinEnd);

for (let code = 0; code < latinEnd; code += 1) {
  const letter = String.fromCharCode(code);
  if (isLetter.test(letter) && isLatin.test(letter)) {
    const lower = letter.toLowerCase().charAt(0);
    lowered[code] = lower.charCodeAt(0);
    folded[code] = (undecomposed[lower] ?? lower.normalize('NFD')).charCodeAt(0);
  }
}
for (const mark of [apostrophe, 0x60, 0xb4]) folded[mark] = lowered[mark] = apostrophe;
for (const mark of [hyphen, middot]) folded[mark] = lowered[mark] = mark;

/** The plain lower-case letter, or inner mark, for a code unit; 0 for all others. */
export function foldLetter(code: number): number {
  if (code < latinEnd) return folded[code] ?? 0;
  return isCurlyApostrophe(code) ? apostrophe : 0;
}

/** The same in lower case with its accents kept. */
export function lower(code: number): number {
  if (code < latinEnd) return lowered[code] ?? 0;
  return isCurlyApostrophe(code) ? apostrophe : 0;
}

/** Whether a folded unit occurs only between letters, as in `l'hora`, `vés-hi` and `col·legi`. */
export function isInnerMark(unit: number): boolean {
  return unit === apostrophe || unit === hyphen || unit === middot;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Whether a code point is a letter of a non-Latin script. */
export function isForeignLetter(codePoint: number): boolean {
  if (codePoint < 0x370) return false;
  const character = String.fromCodePoint(codePoint);
  return isLetter.test(character) && !isLatin.test(character);
}

function isCurlyApostrophe(code: number): boolean {
  return code === 0x2019 || code === 0x2018 || code === 0x2bc;
}
