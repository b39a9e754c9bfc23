import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fingerprint, root } from './fingerprint.mjs';

/** The training program. Its input is left out: the service trains on edited content itself, and stores the result. */
const sources = ['src/language', 'src/core', 'src/content', 'package-lock.json'];

/**
 * Trains on the content that ships with the bot, into `dist/learnt`, unless this program has done so already, so that a
 * first start on an empty data folder need not train. Needs Node 24. Resolves to whether it had to train.
 *
 * @param {{ force: boolean, signal?: AbortSignal }} options `signal` ends it.
 * @returns {Promise<boolean>}
 */
export async function learnAhead({ force, signal }) {
  const folder = join(root, 'dist', 'learnt');
  const stamp = join(folder, '.stamp');
  const state = `${process.version} ${await fingerprint(sources)}`;
  if (!force && state === (await readFile(stamp, 'utf8').catch(() => null))) return false;
  await mkdir(folder, { recursive: true });
  const words = ['--disable-warning=ExperimentalWarning', join(root, 'src/cli/learnAhead.ts'), folder];
  await promisify(execFile)(process.execPath, words, { signal });
  await writeFile(stamp, state);
  return true;
}
