import { bareWord } from '../../../../src/content/spelling/bareWord.ts';
import { wordsIn } from '../../../../src/content/spelling/wordsIn.ts';

/** A text with all of one word written otherwise, between two positions. */
export function withWord(text: string, word: string, other: string, from = 0, to = text.length): string {
  const places = wordsIn(text.slice(from, to)).filter((each) => each.word === word);
  let written = text.slice(0, from);
  let at = from;
  for (const { start, end } of places) {
    written += text.slice(at, from + start) + other;
    at = from + end;
  }
  return written + text.slice(at);
}

/** The words of a list that a text still has. */
export function wordsLeft(words: readonly string[], text: string): readonly string[] {
  const written = new Set(wordsIn(text).map(({ word }) => word));
  return words.filter((word) => written.has(word));
}

export const isSameWord = (one: string, other: string): boolean => bareWord(one) === bareWord(other);
