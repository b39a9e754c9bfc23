import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A module that imports one of these starts processes or threads, opens ports, or uses a database. */
const outside = new Set([
  ...['child_process', 'cluster', 'dgram', 'http', 'http2', 'https', 'net', 'tls', 'worker_threads'].map(
    (name) => `node:${name}`,
  ),
  ...['node:sqlite', 'mongoose', 'playwright-core', 'redis', 'ws'],
]);

/** `import … from`, `export … from`, `import '…'` and `import('…')`; what imports types alone has `type` as its first group. */
const imports = /\b(?:(?:import|export)\s+(type\s)?[^'"`;]*?\bfrom\s*|import\s*\(?\s*)['"]([^'"\n]+)['"]/g;

/**
 * Filter for jest (`--filter`): a unit test is one that reaches nothing outside its own process. Neither it nor any
 * file of ours that it imports, directly or not, imports one of the modules above. So a test's imports decide where it
 * belongs.
 *
 * @param {readonly string[]} paths
 */
async function unitTests(paths) {
  return { filtered: paths.filter(createUnitTestFinder()) };
}

// jest loads it with `require`.
export { unitTests as 'module.exports' };

/** Checks whether a file stays in its own process. */
export function createUnitTestFinder() {
  const known = new Map();
  const importsOf = (path) => {
    if (!known.has(path)) known.set(path, existsSync(path) ? readImports(path) : []);
    return known.get(path);
  };
  return (path) => {
    const seen = new Set([path]);
    for (const file of seen) {
      for (const imported of importsOf(file)) {
        if (outside.has(imported)) return false;
        if (imported.startsWith('/')) seen.add(imported);
      }
    }
    return true;
  };
}

/** The runtime imports of a file: absolute paths of files, names of packages. */
function readImports(path) {
  if (!/\.(?:ts|tsx|js|mjs)$/.test(path)) return [];
  return Array.from(readFileSync(path, 'utf8').matchAll(imports))
    .filter(([, type]) => type === undefined)
    .map(([, , specifier]) => (specifier.startsWith('.') ? join(dirname(path), specifier) : specifier));
}
