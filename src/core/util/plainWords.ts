import { memoizeLast } from './memoizeLast.ts';

/**
 * The letters and digits of a text, without accents and capitals, with single spaces: for comparing what people see as
 * equal.
 */
export const plainWords = memoizeLast((text: string): string => {
  if (text.length > longest) return ofAnyScript(text);
  let length = 0;
  let isApart = false;
  for (let index = 0; index < text.length; index++) {
    const letter = latin[text.charCodeAt(index)];
    if (letter === undefined) return ofAnyScript(text);
    if (letter === separatorCode) isApart = length > 0;
    else {
      if (isApart) letters[length++] = separatorCode;
      letters[length++] = letter;
      isApart = false;
    }
  }
  return Reflect.apply(String.fromCharCode, null, letters.subarray(0, length));
});

const separator = ' ';
const separatorCode = separator.charCodeAt(0);
/** Longest text that is read letter by letter. */
const longest = 2_000;
/** The codes of the letters of a text: adding them to a string one by one leaves a string in memory for each. */
const letters = new Uint16Array(longest);

function ofAnyScript(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, separator)
    .trim();
}

/**
 * What becomes of each character of Western Europe's languages, one of its own, by their codes: at each start some 30,000
 * wordings are compared. Those that combine with the one before are not among them.
 */
const latin = Uint16Array.from({ length: 0x180 }, (_, code) =>
  (ofAnyScript(String.fromCharCode(code)) || separator).charCodeAt(0),
);
