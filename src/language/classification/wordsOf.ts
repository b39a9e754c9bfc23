import { createLruCache } from '../../core/util/lruCache.ts';
import { memoizeLast } from '../../core/util/memoizeLast.ts';
import { fold } from '../text/fold.ts';
import { finish, hashText } from '../text/hash.ts';
import { shorthand } from '../text/shorthand.ts';

/** A folded word of a text, and its position. */
export interface PlacedWord {
  readonly text: string;
  /** A number that all such words have, and few others: below `wordKeys`. */
  readonly key: number;
  readonly start: number;
  readonly end: number;
}

/** Most characters read: more than any channel lets a person send. */
const maxLength = 20_000;
const wordCacheSize = 4_000;
/** More than people's daily vocabulary; a power of two. */
export const wordKeys = 8_192;
const word = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}·]|[@$](?=\p{L}))*/gu;
const drawnOut = /([a-z])\1{2,}/g;
const digitsAmongLetters = /^(?=.*[a-z].*[a-z])(?=.*[0134578@$])[a-z0-9@$]+$/;
/** Digits and signs that people type in place of similar letters. */
const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
};

const met = createLruCache<string, Pick<PlacedWord, 'text' | 'key'>>(wordCacheSize);

/**
 * The words of a text in order, without case and accents, with their positions: the input of word rules. SMS spelling
 * is expanded, drawn-out letters are shortened and digits that replace letters are read as letters.
 */
export const wordsOf = memoizeLast((text): readonly PlacedWord[] => {
  const words: PlacedWord[] = [];
  let end = 0;
  for (const raw of text.slice(0, maxLength).match(word) ?? []) {
    // Between two words there is nothing that a word begins with.
    const start = text.indexOf(raw, end);
    end = start + raw.length;
    let plain = met.get(raw);
    if (plain === undefined) {
      const own = plainWord(raw);
      plain = { text: own, key: finish(hashText(0, own)) % wordKeys };
      met.set(raw, plain);
    }
    words.push({ text: plain.text, key: plain.key, start, end });
  }
  return words;
});

function plainWord(raw: string): string {
  const folded = fold(raw.length > 64 ? raw.slice(0, 64) : raw)
    .replace(drawnOut, '$1')
    .replaceAll('·', '');
  const meant = shorthand.get(folded);
  if (meant !== undefined && !meant.includes(' ')) return meant;
  return digitsAmongLetters.test(folded) ? folded.replace(/[^a-z]/g, (sign) => lookAlikes[sign] ?? sign) : folded;
}
