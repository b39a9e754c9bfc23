import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

const file = new URL('leaked.txt.br', import.meta.url);
const decompress = promisify(brotliDecompress);

/** Passwords that were published after break-ins, in lower case without accents. */
export interface LeakedPasswords {
  has(word: string): boolean;
}

/**
 * Reads the list (some 10 ms) whenever somebody chooses a password, which is rare: kept in memory it takes 1.4 MB, and as a
 * set of words 10 MB. It is searched as it is, a sorted line each.
 */
export async function readLeaked(): Promise<LeakedPasswords> {
  const list = await decompress(await readFile(file));
  return { has: (word) => word !== '' && hasLine(list, Buffer.from(word)) };
}

const lineFeed = 10;

/** Whether one of the lines, sorted by their bytes, is the word; each line ends with a line feed. */
function hasLine(list: Buffer, word: Buffer): boolean {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    let begin = middle;
    while (begin > 0 && list[begin - 1] !== lineFeed) begin--;
    let end = middle;
    while (list[end] !== lineFeed) end++;
    const order = list.compare(word, 0, word.length, begin, end);
    if (order === 0) return true;
    if (order < 0) from = end + 1;
    else to = begin;
  }
  return false;
}
