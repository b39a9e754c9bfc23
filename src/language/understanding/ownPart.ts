import type { Detection } from '../../core/model/understanding.ts';
import { asksIn } from './questionsOf.ts';

/** Fewest words of a part that is read alone. */
const fewestWords = 3;

/** What has no letters but Latin ones, from a letter or an opening mark on. */
const latin = /[\p{Script=Latin}\p{N}¿¡](?:[^\p{L}]|\p{Script=Latin})*/gu;
const asking = /[?؟？]/u;

/**
 * The part of a text in other letters that asks something in one of the bot's languages, where the rest only greets, thanks or tells:
 * "شكرا جزيلا. Can I register my cousin?". Null: there is none.
 */
export function ownPartOf(text: string, detect: (text: string) => Detection): string | null {
  for (const { 0: found, index } of text.matchAll(latin)) {
    const part = found.trim();
    const others = text.slice(0, index) + text.slice(index + found.length);
    if ((part.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) < fewestWords || !asksIn(part) || asking.test(others)) continue;
    const { locale, isDistinctive } = detect(part);
    if (locale !== 'other' && isDistinctive) return part;
  }
  return null;
}
