import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { needNode } from './needNode.mjs';

needNode();
const root = fileURLToPath(new URL('..', import.meta.url));

/** Third-party programs that tests talk to are in a separate package, so that running the bot stays light. */
function installPeers() {
  const folder = `${root}test/peers`;
  const lock = readFileSync(`${folder}/package-lock.json`, 'utf8');
  const stamp = `${folder}/node_modules/.installed-lock.json`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing the programs that tests talk to (once) …');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error('They could not be installed: tests that need them will be skipped and say so.');
    return;
  }
  writeFileSync(stamp, lock);
}

/** `--unit`: only those tests that need neither browser, server, database nor an installation. */
const isUnit = process.argv.includes('--unit');
const words = process.argv.slice(2).filter((word) => word !== '--unit');

if (!isUnit) {
  installPeers();
  const { buildPages } = await import('./buildPages.mjs');
  await buildPages({ force: false });
}

// Shared prerequisites are set up once before all tests: two concurrent installations would get in each other's way.
if (!isUnit && words.length === 0) {
  const { ferretdbProgram } = await import('./ferretdb.mjs');
  const { findRedis } = await import('./redis.mjs');
  const { findBrowser } = await import('../test/support/browser.ts');
  findRedis();
  findBrowser();
  await ferretdbProgram();
}

const jest = spawn(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    `${root}node_modules/jest/bin/jest.js`,
    ...(isUnit ? [`--filter=${root}scripts/unitTests.mjs`] : []),
    ...words,
  ],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
jest.on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
