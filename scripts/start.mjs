import { enableCompileCache, getCompileCacheDir } from 'node:module';
import { needNode } from './needNode.mjs';

needNode();
// Caches stripped and compiled modules: later starts are faster and take some 30 MB less.
enableCompileCache();
process.env.NODE_COMPILE_CACHE ??= getCompileCacheDir() ?? '';

// A stop signal before the service has started ends this process at once, together with what it has begun.
const building = new AbortController();
const giveUp = () => {
  building.abort();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, giveUp);
endWithNpm();

if (!process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
  const { BuilderMissing, buildPages } = await import('./buildPages.mjs');
  await buildPages({ force: false }).catch((error) => {
    if (!(error instanceof BuilderMissing)) throw error;
    console.error(error.message);
    process.exit(1);
  });
  const { learnAhead } = await import('./learnAhead.mjs');
  // Without it, the service trains itself and reports what is wrong.
  const isNew = await learnAhead({ force: false, signal: building.signal }).catch(() => false);
  if (isNew) {
    const { compileAhead } = await import('./compileAhead.mjs');
    await compileAhead({ signal: building.signal }).catch(() => {});
  }
}
for (const signal of ['SIGTERM', 'SIGINT']) process.off(signal, giveUp);
await import('../src/main.ts');

/**
 * Ends the service, as a signal does, when the npm process that started it is gone: npm passes signals on while it
 * lives, but a shell between the two may die of them, and nobody passes SIGKILL on. Only below npm: elsewhere a parent
 * may legitimately end first.
 */
function endWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    // Once: a second signal would end it before it has stopped cleanly.
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  look.unref();
}
