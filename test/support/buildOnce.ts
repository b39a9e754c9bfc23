import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './service.ts';

/**
 * Builds the pages or the service. `npm test` has built them; otherwise they are built when they are stale, apart, since bundlers do
 * not run inside of jest.
 */
export async function buildOnce(what: 'Pages' | 'Server'): Promise<void> {
  if (process.env.ALL_IS_BUILT === undefined)
    await promisify(execFile)(process.execPath, [join(root, `scripts/build${what}.mjs`)]);
}
