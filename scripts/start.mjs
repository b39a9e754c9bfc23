import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { needNode } from './needNode.mjs';

needNode();

// A stop signal before the service has started ends this process at once, together with what it has begun.
const building = new AbortController();
const giveUp = () => {
  building.abort();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, giveUp);
endWithNpm();

const isHelp = process.argv.slice(2).some((word) => word === '--help' || word === '-h');
if (!isHelp) {
  const { pagesAreBuilt } = await import('./buildPages.mjs');
  const { serverIsBuilt } = await import('./buildServer.mjs');
  const { learnAhead } = await import('./learnAhead.mjs');
  const [pages, server] = await Promise.all([pagesAreBuilt(), serverIsBuilt()]);
  await Promise.all([pages || buildApart('buildPages.mjs'), server || buildApart('buildServer.mjs')]);
  // Without it, the service trains itself and reports what is wrong.
  await learnAhead({ force: false, signal: building.signal }).catch(() => {});
}
for (const signal of ['SIGTERM', 'SIGINT']) process.off(signal, giveUp);
await import(isHelp ? '../src/main.ts' : '../dist/server/main.js');
if (!isHelp && process.env.MEANING !== 'off') setTimeout(computeVectorsAside, 60_000).unref();

/** What an editor's first change needs, made where nobody waits for it: not before the first minute, nor for longer than the service runs. */
async function computeVectorsAside() {
  const { computeVectors, hasVectors } = await import('./computeVectors.mjs');
  if (hasVectors()) return;
  const ending = new AbortController();
  process.once('exit', () => ending.abort());
  await computeVectors({ isAside: true, signal: ending.signal }).catch(() => {});
}

/**
 * Builds in a process of its own, which takes the builder's memory with it. If that fails, it has said why.
 *
 * @param {string} script
 */
async function buildApart(script) {
  const words = [fileURLToPath(new URL(script, import.meta.url))];
  const builder = spawn(process.execPath, words, { stdio: 'inherit', signal: building.signal });
  const [code] = await once(builder, 'exit');
  if (code !== 0) process.exit(1);
}

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
