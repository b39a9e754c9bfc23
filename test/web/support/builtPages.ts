import { fileURLToPath } from 'node:url';
import { buildPages } from '../../../scripts/buildPages.mjs';

/** The folder of the built pages, built when they are stale. */
export async function builtPages(): Promise<string> {
  await buildPages({ force: false });
  return fileURLToPath(new URL('../../../dist/web', import.meta.url));
}
