import { enableCompileCache, getCompileCacheDir } from 'node:module';
import { needNode } from './needNode.mjs';

needNode();
// What was stripped of types and compiled once need not be again: later starts are faster and take some 30 MB less.
enableCompileCache();
process.env.NODE_COMPILE_CACHE ??= getCompileCacheDir() ?? '';

// Whoever is told to stop before the service is there stops at once, and so does what it has begun.
const building = new AbortController();
const giveUp = () => {
  building.abort();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, giveUp);
endWithNpm();

if (!process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
  const { buildPages } = await import('./buildPages.mjs');
  await buildPages({ force: false });
  const { learnAhead } = await import('./learnAhead.mjs');
  // Without it, the service learns and says what is wrong.
  await learnAhead({ force: false, signal: building.signal }).catch(() => {});
}
for (const signal of ['SIGTERM', 'SIGINT']) process.off(signal, giveUp);
await import('../src/main.ts');

/**
 * Ends the service, as a signal does, when the npm that started it is gone: npm passes signals on while it lives, but a shell
 * between the two may die of them, and nobody passes SIGKILL on. Only below npm: elsewhere a parent may well end first.
 */
function endWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}
