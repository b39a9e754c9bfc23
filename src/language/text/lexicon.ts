import { readdirSync, readFileSync } from 'node:fs';
import { finish, hashText } from './hash.ts';
import { buildTable, type HashTable } from './hashTable.ts';
import { tokens } from './tokens.ts';

/** A compiled small dictionary of the bot's languages: maps words to the concepts that they may mean. */
export interface LexiconData {
  /** Hash of a word, stem or two-word phrase to its index in `lists`. */
  readonly table: HashTable;
  /** At each index the number of concepts, then the concepts. */
  readonly lists: Uint16Array<ArrayBuffer>;
  readonly concepts: number;
}

export const salt = { word: 0x51ed270b, stem: 0x2f6e2b1d } as const;

/** The dictionary that ships with the bot, from the text files in `lexicon/`. */
export function readLexicon(): LexiconData {
  const folder = new URL('./lexicon/', import.meta.url);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort();
  return compileLexicon(files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n'));
}

/**
 * Compiles dictionary text: one concept per line with its words in any language; `_` joins the words of a phrase, a
 * final `*` matches any ending, `#` begins a comment, and lines that begin with the same `@name` are one concept.
 */
export function compileLexicon(source: string): LexiconData {
  const senses = new Map<number, number[]>();
  const named = new Map<string, number>();
  let concepts = 0;
  for (const line of source.split('\n')) {
    if (line.startsWith('#')) continue;
    const words = line.split(/\s+/).filter(Boolean);
    if (words.length === 0) continue;
    const name = words[0]?.startsWith('@') ? words.shift() : undefined;
    const concept = (name === undefined ? undefined : named.get(name)) ?? concepts++;
    if (name !== undefined) named.set(name, concept);
    for (const word of words) {
      const key = keyOf(word);
      const list = senses.get(key);
      if (list === undefined) senses.set(key, [concept]);
      else if (!list.includes(concept)) list.push(concept);
    }
  }
  const lists: number[] = [];
  const offsets = new Map<number, number>();
  for (const [key, list] of senses) {
    offsets.set(key, lists.length);
    lists.push(list.length, ...list);
  }
  return { table: buildTable(offsets), lists: Uint16Array.from(lists), concepts };
}

function keyOf(word: string): number {
  const stem = word.endsWith('*');
  const folded = tokens((stem ? word.slice(0, -1) : word).replaceAll('_', ' ')).join(' ');
  return finish(hashText(stem ? salt.stem : salt.word, folded));
}
