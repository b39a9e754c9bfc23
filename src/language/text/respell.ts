import { finish, hashText, mixHash } from './hash.ts';
import { buildTable, type HashTable, lookUp } from './hashTable.ts';
import { type PackedStarts, packStarts, startOfList } from './packedStarts.ts';

/** The known words, indexed so that a word with one typo finds its original at once. */
export interface SpellingData {
  /** The letters of every word, most frequent word first: UTF-16 units, which threads can share. */
  readonly letters: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
  /** Where each word begins in `letters`. */
  readonly starts: PackedStarts;
  /** Hash of a word, or of a word less one letter, to the number of its list. */
  readonly table: HashTable;
  /** Where each list begins in `lists`. */
  readonly listStarts: PackedStarts;
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
    starts[number + 1] = (starts[number] as number) + word.length;
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
    letters: lettersOf(words.join('')),
    starts: packStarts(starts),
    table: buildTable(new Map(inOrder.map(([key], number) => [key, number]))),
    listStarts: packStarts(listStarts),
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
    const end = startOfList(listStarts, list + 1);
    for (let i = startOfList(listStarts, list); i < end; i++) {
      const number = lists[i] as number;
      if (best >= 0 && number >= best) break;
      if (isOneSlip(word, wordAt(spelling, number))) best = number;
    }
  }
  return best < 0 ? undefined : wordAt(spelling, best);
}

function lettersOf(text: string): Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> {
  const letters = new Uint16Array(text.length).map((_, at) => text.charCodeAt(at));
  return letters.every((letter) => letter <= 0xff) ? Uint8Array.from(letters) : letters;
}

function wordAt({ letters, starts }: SpellingData, number: number): string {
  return String.fromCharCode(...letters.subarray(startOfList(starts, number), startOfList(starts, number + 1)));
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
