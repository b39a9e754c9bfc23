import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fingerprint, root } from './fingerprint.mjs';

/** The program that learns. What it learns from is left out: whoever edits that has it learnt and kept by the service. */
const sources = ['src/language', 'src/core', 'src/content', 'package-lock.json'];

/**
 * Learns the content that ships with the bot into `dist/learnt`, unless this program has done so, so that a first start
 * on an empty data folder need not. Needs Node 24. Resolves to whether it had to learn.
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
