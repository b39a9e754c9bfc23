import { memoizeLast } from './memoizeLast.ts';

const beyondAscii = /[\u0080-\uffff]/;

/**
 * The letters and digits of a text, without accents and capitals, with single spaces: for comparing what people see as
 * equal.
 */
export const plainWords = memoizeLast((text: string): string => {
  if (!beyondAscii.test(text)) {
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  }
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
});
