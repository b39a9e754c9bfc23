import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

const file = new URL('leaked.txt.br', import.meta.url);
const decompress = promisify(brotliDecompress);

/**
 * Passwords that were published after break-ins, in lower case without accents. They are read when somebody chooses a
 * password (some 40 ms) and not kept: that is rare, and they take 10 MB.
 */
export async function readLeaked(): Promise<ReadonlySet<string>> {
  const text = (await decompress(await readFile(file))).toString('utf8');
  return new Set(text.split('\n'));
}
