import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

const file = new URL('leaked.txt.br', import.meta.url);
const decompress = promisify(brotliDecompress);

/**
 * Passwords that were published after break-ins, in lower case without accents. They are read (some 40 ms) whenever
 * somebody chooses a password, which is rare, and not kept in memory, where they take 10 MB.
 */
export async function readLeaked(): Promise<ReadonlySet<string>> {
  const text = (await decompress(await readFile(file))).toString('utf8');
  return new Set(text.split('\n'));
}
