import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { root } from './fingerprint.mjs';

/** True if the vectors of what the shipped content is learnt from were made on this machine before, perhaps of other content. */
export const hasVectors = () => existsSync(join(root, 'dist', 'learnt', 'vectors.bin'));

/**
 * Makes them, those that are missing: an edit of the content is learnt in seconds then, not in minutes. Resolves to true if it could.
 *
 * @param {{ isAside?: boolean, signal?: AbortSignal }} [options] `isAside`: says nothing, and gives way to every other process.
 * @returns {Promise<boolean>}
 */
export async function computeVectors({ isAside = false, signal } = {}) {
  const words = ['--disable-warning=ExperimentalWarning', join(root, 'src/cli/meaningVectors.ts')];
  const child = spawn(process.execPath, words, { stdio: isAside ? 'ignore' : 'inherit', signal });
  child.on('error', () => {});
  if (isAside && child.pid !== undefined) {
    setPriority(child.pid, constants.priority.PRIORITY_LOW);
    child.unref();
  }
  const [code] = await once(child, 'exit');
  return code === 0;
}
