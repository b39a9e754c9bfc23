import { memoizeFew } from '../../core/util/memoizeLast.ts';
import { foldKept } from './fold.ts';
import { shorthand } from './shorthand.ts';

/** Most words of one text: of a longer one the beginning and the end are kept, where people put what they want. */
export const maxTokens = 96;
const maxWordLength = 32;
/** Texts whose words are kept: a message, its question and its parts are read in turn. */
const textsKept = 6;
/** Characters that may hold those words; folding ten thousand more would only cost time. */
const maxInputLength = 1500;

/** Catalan clitics before the next word: d'aigua, l'escola, m'he mudat, n'hi ha, s'ha mort, t'ajudo. */
const elision = /\b([dlmnst])'(?=[a-z0-9])/g;
const word = /[\p{L}\p{N}]+|\p{Extended_Pictographic}/gu;
const plainWord = /[a-z0-9]+/g;
const beyondAscii = /[\u0080-\uffff]/;
const drawnOut = /([a-z])\1{2,}/g;

/**
 * The folded words of a text, in order, with SMS spelling expanded, elisions split and drawn-out letters ("holaaaa")
 * shortened; each emoji counts as a word. At most `maxTokens` of them, however long the text is.
 */
export const tokens = memoizeFew((text): readonly string[] => {
  const bounded =
    text.length > maxInputLength ? `${text.slice(0, maxInputLength / 2)} ${text.slice(-maxInputLength / 2)}` : text;
  const folded = foldKept(bounded).replace(elision, '$1 ').replace(drawnOut, '$1');
  const found = folded.match(beyondAscii.test(folded) ? word : plainWord) ?? [];
  const out: string[] = [];
  for (const raw of found) {
    const meant = shorthand.get(raw);
    if (meant === undefined) out.push(raw.length > maxWordLength ? raw.slice(0, maxWordLength) : raw);
    else if (meant.includes(' ')) out.push(...meant.split(' '));
    else out.push(meant);
  }
  if (out.length <= maxTokens) return out;
  return [...out.slice(0, maxTokens / 2), ...out.slice(-maxTokens / 2)];
}, textsKept);
