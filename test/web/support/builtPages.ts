import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const pathOf = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/**
 * The folder of the built pages. `npm test` has built them; otherwise they are built when they are stale, apart, since the
 * bundler does not run inside of jest.
 */
export async function builtPages(): Promise<string> {
  if (process.env.PAGES_ARE_BUILT === undefined) await run(process.execPath, [pathOf('scripts/buildPages.mjs')]);
  return pathOf('dist/web');
}
