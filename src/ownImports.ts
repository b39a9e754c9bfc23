import { registerHooks } from 'node:module';

const root = new URL('..', import.meta.url).href;
const packages = new URL('node_modules/', root).href;

/**
 * Has files of ours that are imported from now on found by their name alone. A relative import here names the file with
 * its ending, so that its address follows from that of who imports it; Node would ask the disk for each of a thousand files,
 * for its real path and for the kind of its package, which is a sixth of a start. For programs: it holds for the rest of
 * the process.
 */
export function findOwnImportsByName(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const { parentURL = '' } = context;
      const isOurs = specifier.startsWith('.') && specifier.endsWith('.ts') && parentURL.startsWith(root);
      if (!isOurs || parentURL.startsWith(packages)) return next(specifier, context);
      return { url: new URL(specifier, parentURL).href, format: 'module-typescript', shortCircuit: true };
    },
  });
}
