import { finish, hashText, mixHash } from './hash.ts';
import { buildTable, type HashTable, lookUp } from './hashTable.ts';

/** The known words, indexed so that a word with one typo finds its original at once. */
export interface SpellingData {
  /** Every word, most frequent first, with a line break after each. */
  readonly words: string;
  /** Start of each word in `words`; one element more than there are words. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** Hash of a word, or of a word less one letter, to the number of its list. */
  readonly table: HashTable;
  /** Start of each list in `lists`; one element more than there are lists. */
  readonly listStarts: Uint32Array<ArrayBuffer>;
  /** Numbers of words, ascending within each list. */
  readonly lists: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
}

const salt = 0x4cf5ad43;
/** Shorter words have too many neighbours to guess. */
const minWordLength = 5;
const maxWordLength = 24;

/** Indexes words (each with its frequency) for `respell`. */
export function buildSpelling(frequency: ReadonlyMap<string, number>): SpellingData {
  const words = [...frequency.keys()]
    .filter((word) => word.length >= minWordLength - 1 && word.length <= maxWordLength)
    .sort((a, b) => (frequency.get(b) as number) - (frequency.get(a) as number) || (a < b ? -1 : 1));
  const starts = new Uint32Array(words.length + 1);
  const near = new Map<number, number[]>();
  words.forEach((word, number) => {
    starts[number + 1] = (starts[number] as number) + word.length + 1;
    for (let left = -1; left < word.length; left++) {
      const key = keyWithout(word, left);
      const list = near.get(key);
      if (list === undefined) near.set(key, [number]);
      else if (list.at(-1) !== number) list.push(number);
    }
  });
  // Numbered in the order of hashes, which the table need not store.
  const inOrder = [...near].sort(([a], [b]) => a - b);
  const lists = inOrder.flatMap(([, list]) => list);
  const listStarts = new Uint32Array(inOrder.length + 1);
  for (const [number, [, list]] of inOrder.entries())
    listStarts[number + 1] = (listStarts[number] as number) + list.length;
  return {
    words: words.map((word) => `${word}\n`).join(''),
    starts,
    table: buildTable(new Map(inOrder.map(([key], number) => [key, number]))),
    listStarts,
    lists: words.length <= 0xffff ? Uint16Array.from(lists) : Uint32Array.from(lists),
  };
}

/**
 * The most frequent known word that one typo (a letter missing, doubled, wrong, or two swapped) turns into `word`;
 * undefined when there is none or the word is too short to decide.
 */
export function respell(spelling: SpellingData, word: string): string | undefined {
  const { table, listStarts, lists } = spelling;
  if (word.length < minWordLength || word.length > maxWordLength) return undefined;
  let best = -1;
  for (let left = -1; left < word.length; left++) {
    const list = lookUp(table, keyWithout(word, left));
    if (list < 0) continue;
    const end = listStarts[list + 1] as number;
    for (let i = listStarts[list] as number; i < end; i++) {
      const number = lists[i] as number;
      if (best >= 0 && number >= best) break;
      if (isOneSlip(word, wordAt(spelling, number))) best = number;
    }
  }
  return best < 0 ? undefined : wordAt(spelling, best);
}

function wordAt(spelling: SpellingData, number: number): string {
  return spelling.words.slice(spelling.starts[number], (spelling.starts[number + 1] as number) - 1);
}

function keyWithout(word: string, left: number): number {
  if (left < 0) return finish(hashText(salt, word));
  let hash = salt;
  for (let i = 0; i < word.length; i++) if (i !== left) hash = mixHash(hash, word.charCodeAt(i));
  return finish(hash);
}

/** Whether two different words are one insertion, deletion, substitution or swap of neighbours apart. */
export function isOneSlip(a: string, b: string): boolean {
  const difference = a.length - b.length;
  if (difference > 1 || difference < -1 || a === b) return false;
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from++;
  let endA = a.length;
  let endB = b.length;
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  if (endA - from <= 1 && endB - from <= 1) return true;
  return endA - from === 2 && endB - from === 2 && a[from] === b[from + 1] && a[from + 1] === b[from];
}
