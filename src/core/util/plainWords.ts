import { memoizeLast } from './memoizeLast.ts';

/**
 * The letters and digits of a text, without accents and capitals, with single spaces: for comparing what people see as
 * equal.
 */
export const plainWords = memoizeLast((text: string): string => {
  let plain = '';
  let isApart = false;
  for (let index = 0; index < text.length; index++) {
    const letter = latin[text.charCodeAt(index)];
    if (letter === undefined) return ofAnyScript(text);
    if (letter === separator) isApart = plain !== '';
    else {
      plain += isApart ? ` ${letter}` : letter;
      isApart = false;
    }
  }
  return plain;
});

const separator = ' ';

function ofAnyScript(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, separator)
    .trim();
}

/**
 * What becomes of each character of Western Europe's languages, by its code: at each start some 30,000 wordings are
 * compared. Those that combine with the one before are not among them.
 */
const latin: readonly string[] = Array.from(
  { length: 0x180 },
  (_, code) => ofAnyScript(String.fromCharCode(code)) || separator,
);
