import { memoizeFew } from '../../core/util/memoizeLast.ts';
import { withoutMark } from '../meaning/texts.ts';
import { withApostrophes } from '../text/apostrophes.ts';

/** Share of capitals among the letters of a text above which it counts as shouted. */
const shoutedShare = 0.7;
/** A message, its question, its sentences and its parts. */
const textsKept = 8;

/** What each character of Western Europe's languages is, by its code. */
const sorts: readonly ('capital' | 'letter' | 'other')[] = Array.from({ length: 0x180 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/\p{Lu}/u.test(character)) return 'capital';
  return /\p{L}/u.test(character) ? 'letter' : 'other';
});

/**
 * A text as passed to the meaning model: shouted text is put in lower case, because capitals hide its meaning, and pronouns get their
 * apostrophes back, without which they are other words.
 */
export const readable = memoizeFew((text): string => {
  const { letters, capitals } = countLetters(text);
  const isShouted = letters > 0 && capitals / letters >= shoutedShare;
  return withApostrophes(withoutMark(isShouted ? text.toLowerCase() : text));
}, textsKept);

function countLetters(text: string): { letters: number; capitals: number } {
  let letters = 0;
  let capitals = 0;
  for (let at = 0; at < text.length; at++) {
    const sort = sorts[text.charCodeAt(at)];
    if (sort === undefined) return countAnyLetters(text);
    if (sort === 'other') continue;
    letters++;
    if (sort === 'capital') capitals++;
  }
  return { letters, capitals };
}

function countAnyLetters(text: string): { letters: number; capitals: number } {
  return { letters: text.match(/\p{L}/gu)?.length ?? 0, capitals: text.match(/\p{Lu}/gu)?.length ?? 0 };
}
