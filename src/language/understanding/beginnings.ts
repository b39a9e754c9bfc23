import type { Act } from '../../core/model/understanding.ts';
import { plainWords } from '../../core/util/plainWords.ts';

/** A beginning of messages that may be followed by a separate question, in plain words. */
export interface WrittenBeginning {
  readonly act: Act;
  readonly words: string;
}

/** The act that the beginning of a text tells; null where that is a "no" alone. And what follows it. */
interface Beginning {
  readonly act: Act | null;
  readonly rest: string;
}

const word = /[\p{L}\p{N}·'’]+/gu;
/** A refusal at the beginning: "no, no" and "no." but not "no funciona". */
const refusing = /^(?:no[\s,.!;:]+)+(?:no\b|(?=.*))/iu;
const setApart = /[,.!;:]|no\s+no\b/iu;
/** A refusal that something follows has more words. */
const fewestWords = 3;

/**
 * Creates the function that finds the act that the beginning of a text tells, or its end, and what follows; null where
 * there is none. A "no" alone tells none: it corrects, or it answers what the bot asked. The first of `written` wins.
 */
export function createBeginnings(written: readonly WrittenBeginning[]): (text: string) => Beginning | null {
  // By their first and last words, so that a text is compared with few.
  const byFirst = Map.groupBy(written, ({ words }) => words.split(' ', 1)[0]);
  const byLast = Map.groupBy(
    written.filter(({ words }) => words.includes(' ')),
    ({ words }) => words.slice(words.lastIndexOf(' ') + 1),
  );

  function beginningOf(text: string): Beginning | null {
    const refusal = refusing.exec(text);
    if (refusal !== null && setApart.test(refusal[0]) && wordsOf(text).length >= fewestWords) {
      const rest = text.slice(refusal[0].length);
      return beginningOf(rest.trim()) ?? { act: null, rest: rest.replace(/^[\s,.!;:]+/, '') };
    }
    const plain = plainWords(text);
    const ending = byLast
      .get(plain.slice(plain.lastIndexOf(' ') + 1))
      ?.find(({ words }) => plain.endsWith(words) && plain[plain.length - words.length - 1] === ' ');
    if (ending !== undefined) {
      const kept = plain.slice(0, -ending.words.length - 1).split(' ').length;
      const border = wordsOf(text)[kept];
      return { act: ending.act, rest: border === undefined ? text : text.slice(0, border.index).trim() };
    }
    const beginning = byFirst
      .get(plain.split(' ', 1)[0])
      ?.find(({ words }) => plain.startsWith(words) && (plain.length === words.length || plain[words.length] === ' '));
    return beginning === undefined ? null : { act: beginning.act, rest: restOf(text, beginning.words) };
  }

  return beginningOf;
}

/** What follows a beginning. */
function restOf(text: string, beginning: string): string {
  const words = wordsOf(text);
  const length = beginning.split(' ').length;
  // Plain words split at apostrophes, the text's words do not: count until as many have passed.
  let passed = 0;
  let at = 0;
  while (at < words.length && passed < length) {
    passed += plainWords(words[at]?.[0] ?? '').split(' ').length;
    at += 1;
  }
  const from = words[at]?.index;
  return from === undefined ? '' : text.slice(from).trim();
}

function wordsOf(text: string): readonly RegExpExecArray[] {
  return [...text.matchAll(word)];
}
