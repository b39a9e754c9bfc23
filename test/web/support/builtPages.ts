import { join } from 'node:path';
import { buildOnce } from '../../support/buildOnce.ts';
import { root } from '../../support/service.ts';

/**
 * The folder of the built pages.
 */
export async function builtPages(): Promise<string> {
  await buildOnce('Pages');
  return join(root, 'dist/web');
}
