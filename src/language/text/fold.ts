import { memoizeFew } from '../../core/util/memoizeLast.ts';

/** Texts that are kept folded: a message, its question and its parts. */
const textsKept = 6;
const marks = /\p{M}+/gu;
const beyondAscii = /[\u0080-\uffff]/;

/**
 * A text without case, accents and typographic variants, so that phone typing and edited text look the same. `l·l`
 * (also typed `l.l` or `l-l`) becomes `ll`. Never throws; folding twice changes nothing.
 */
export function fold(text: string): string {
  const plain = beyondAscii.test(text) ? foldUnicode(text) : text.toLowerCase();
  return plain.replace(/(?<=l)[·.\-∙•‧](?=l)/g, '');
}

/** The same, kept for the last few texts: the words and the form of a message are read in turn. */
export const foldKept = memoizeFew(fold, textsKept);

function foldUnicode(text: string): string {
  // Lower case may yield marks (İ) and compatibility forms may yield capitals (ℌ), hence both before and after.
  const lower = text.normalize('NFKD').toLowerCase().normalize('NFKD');
  return lower
    .replace(marks, '')
    .replace(/[’‘`´ʼ′]/g, "'")
    .replace(/ß/g, 'ss')
    .toLowerCase();
}
