import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Who imports one of these starts processes or threads, opens ports, or speaks to a database. */
const outside = new Set([
  ...['child_process', 'cluster', 'dgram', 'http', 'http2', 'https', 'net', 'tls', 'worker_threads'].map(
    (name) => `node:${name}`,
  ),
  ...['node:sqlite', 'mongoose', 'playwright-core', 'redis', 'ws'],
]);

/** `import … from`, `export … from`, `import '…'` and `import('…')`; what imports types alone has `type` as its first group. */
const imports = /\b(?:(?:import|export)\s+(type\s)?[^'"`;]*?\bfrom\s*|import\s*\(?\s*)['"]([^'"\n]+)['"]/g;

/**
 * Filter for jest (`--filter`): a unit test is one that reaches nothing outside its own process. Neither it nor any file of
 * ours that it imports, however far away, imports one of the modules above. So a test says by what it uses where it
 * belongs, and moves when that changes.
 *
 * @param {readonly string[]} paths
 */
async function unitTests(paths) {
  return { filtered: paths.filter(createUnitTestFinder()) };
}

// jest asks for it with `require`.
export { unitTests as 'module.exports' };

/** Says of a file whether it stays in its own process. */
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

/** What a file imports besides types: absolute paths of files, names of packages. */
function readImports(path) {
  if (!/\.(?:ts|tsx|js|mjs)$/.test(path)) return [];
  return Array.from(readFileSync(path, 'utf8').matchAll(imports))
    .filter(([, type]) => type === undefined)
    .map(([, , specifier]) => (specifier.startsWith('.') ? join(dirname(path), specifier) : specifier));
}
