import { wordsOf } from './wordsOf.ts';

/** One position of a pattern: the words that match it, and how many other words may come before it. */
interface Segment {
  readonly gap: number;
  readonly words: ReadonlySet<string>;
  /** Stems that match any ending. */
  readonly stems: readonly string[];
}

/** A sequence of words to look for. */
export type Pattern = readonly Segment[];

/** Most words that `..` matches. */
const maxGap = 4;
const minStemLength = 3;

/**
 * Parses a pattern: words one after the other, `a/b` for alternatives, `incendi*` for any ending, `..` for up to four
 * words between. Case and accents are ignored, and an apostrophe separates words ("s'ha" are two).
 * @throws {Error} saying what is wrong with it and how to fix it
 */
export function readPattern(source: string): Pattern {
  const segments: Segment[] = [];
  let gap = 0;
  for (const part of source.trim().split(/\s+/)) {
    if (part === '..') {
      if (segments.length === 0) throw new Error('begins with "..": begin it with a word');
      gap = maxGap;
      continue;
    }
    const choices = part.split('/').map((choice) => ({ stem: choice.endsWith('*'), words: wordsOf(choice) }));
    const [first] = choices;
    if (choices.length === 1 && first !== undefined && !first.stem && first.words.length > 1) {
      for (const { text } of first.words) {
        segments.push({ gap, words: new Set([text]), stems: [] });
        gap = 0;
      }
      continue;
    }
    const words = new Set<string>();
    const stems: string[] = [];
    for (const choice of choices) {
      const [only, another] = choice.words;
      if (only === undefined)
        throw new Error(`holds "${part}", which is not a word: write words, "a/b", "word*" or ".."`);
      if (another !== undefined)
        throw new Error(`holds "${part}": only single words are allowed on either side of "/"`);
      if (!choice.stem) words.add(only.text);
      else if (only.text.length < minStemLength)
        throw new Error(`holds "${part}": write at least ${minStemLength} letters before "*"`);
      else stems.push(only.text);
    }
    segments.push({ gap, words, stems });
    gap = 0;
  }
  if (gap > 0) throw new Error('ends with "..": end it with a word');
  return segments;
}

export function fits({ words, stems }: Segment, word: string): boolean {
  return words.has(word) || (stems.length > 0 && stems.some((stem) => word.startsWith(stem)));
}

/** The index in `words` after a match that begins at `from`; -1 where there is none. Takes the shortest match. */
export function endOfMatch(pattern: Pattern, words: readonly { readonly text: string }[], from: number): number {
  return matchRest(pattern, words, 0, from);
}

/** The same where the first word is known to match, and the others begin at `from`. */
export function endOfRest(pattern: Pattern, words: readonly { readonly text: string }[], from: number): number {
  return matchRest(pattern, words, 1, from);
}

function matchRest(pattern: Pattern, words: readonly { readonly text: string }[], segment: number, at: number): number {
  const wanted = pattern[segment];
  if (wanted === undefined) return at;
  for (let skipped = 0; skipped <= wanted.gap; skipped++) {
    const word = words[at + skipped];
    if (word === undefined) return -1;
    if (!fits(wanted, word.text)) continue;
    const end = matchRest(pattern, words, segment + 1, at + skipped + 1);
    if (end >= 0) return end;
  }
  return -1;
}
