import { finish, hashText, mixHash } from './hash.ts';
import { lookUp } from './hashTable.ts';
import { type LexiconData, salt } from './lexicon.ts';

const shortestStem = 2;
const stems = new Int32Array(64);

/**
 * The index in `lexicon.lists` of the concepts of a folded word, or -1. Unknown words are tried by their longest known
 * stem, without plural or gender ending, and without an elided article typed into the word ("lescola", "daparcar").
 */
export function conceptsOf(lexicon: LexiconData, word: string): number {
  const direct = known(lexicon, word);
  if (direct >= 0 || word.length < 4) return direct;
  const plain = word.replace(/(?:es|s|[aeo])$/, '');
  if (plain !== word) {
    const found = lookUp(lexicon.table, finish(hashText(salt.word, plain)));
    if (found >= 0) return found;
  }
  return /^[dlmnst]h?[aeiou]/.test(word) && word.length > 4 ? known(lexicon, word.slice(1)) : -1;
}

/** The index in `lexicon.lists` of the concepts of a two-word phrase ("how much"), or -1. */
export function conceptsOfPair(lexicon: LexiconData, first: string, second: string): number {
  const start = mixHash(hashText(salt.word, first), 32);
  return lookUp(lexicon.table, finish(hashText(start, second)));
}

function known(lexicon: LexiconData, word: string): number {
  const exact = lookUp(lexicon.table, finish(hashText(salt.word, word)));
  if (exact >= 0) return exact;
  const length = Math.min(word.length, stems.length);
  let hash: number = salt.stem;
  for (let i = 0; i < length; i++) {
    hash = mixHash(hash, word.charCodeAt(i));
    stems[i] = hash;
  }
  for (let size = length; size >= shortestStem; size--) {
    const found = lookUp(lexicon.table, finish(stems[size - 1] as number));
    if (found >= 0) return found;
  }
  return -1;
}
