import { memoizeLast } from '../../core/util/memoizeLast.ts';
import { fold } from './fold.ts';
import { shorthand } from './shorthand.ts';

/** Words looked at in one text: past it the beginning and the end are kept, where people put what they want. */
export const longestText = 96;
const longestWord = 32;
/** Characters that may hold those words; folding ten thousand more would only cost time. */
const longestInput = 1500;

/** Catalan particles that lean on the next word: d'aigua, l'escola, m'he mudat, n'hi ha, s'ha mort, t'ajudo. */
const elision = /\b([dlmnst])'(?=[a-z0-9])/g;
const word = /[\p{L}\p{N}]+|\p{Extended_Pictographic}/gu;
const plainWord = /[a-z0-9]+/g;
const beyondAscii = /[\u0080-\uffff]/;
const drawnOut = /([a-z])\1{2,}/g;

/**
 * The folded words of a text, in order, with SMS spelling written out, elisions split and drawn-out letters
 * ("holaaaa") shortened; each emoji counts as a word. At most `longestText` of them, whatever is sent.
 */
export const tokens = memoizeLast((text): readonly string[] => {
  const bounded =
    text.length > longestInput ? `${text.slice(0, longestInput / 2)} ${text.slice(-longestInput / 2)}` : text;
  const folded = fold(bounded).replace(elision, '$1 ').replace(drawnOut, '$1');
  const found = folded.match(beyondAscii.test(folded) ? word : plainWord) ?? [];
  const out: string[] = [];
  for (const raw of found) {
    const meant = shorthand.get(raw);
    if (meant === undefined) out.push(raw.length > longestWord ? raw.slice(0, longestWord) : raw);
    else if (meant.includes(' ')) out.push(...meant.split(' '));
    else out.push(meant);
  }
  if (out.length <= longestText) return out;
  return [...out.slice(0, longestText / 2), ...out.slice(-longestText / 2)];
});
