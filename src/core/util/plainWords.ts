import { memoizeLast } from './memoizeLast.ts';

const beyondAscii = /[\u0080-\uffff]/;

/** A text's letters and numbers only, without accents and capitals, one space between words: for what must match by eye. */
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
