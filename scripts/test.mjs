import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { needNode } from './needNode.mjs';

needNode();
const root = fileURLToPath(new URL('..', import.meta.url));

/** Third-party programs for tests are in a separate package, so that running the bot stays light. */
async function installPeers() {
  const folder = `${root}test/peers`;
  const lock = readFileSync(`${folder}/package-lock.json`, 'utf8');
  const stamp = `${folder}/node_modules/.installed-lock.json`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing the programs that tests use (once) …');
  const npm = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  });
  const [status] = await once(npm, 'exit');
  if (status !== 0) {
    console.error('They could not be installed: tests that need them will be skipped and say so.');
    return;
  }
  writeFileSync(stamp, lock);
}

/**
 * Where tests keep their data: in memory, if there is enough and programs may run there. Stores flush every commit to disk,
 * which is most of what their tests wait for; that a killed process loses nothing can be tested either way.
 */
function folderForData() {
  const inMemory = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find((line) => line.split(' ')[1] === inMemory);
    const isUsable = mount !== undefined && !mount.includes('noexec') && bavail * bsize > 4e9;
    return isUsable ? inMemory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** `--unit`: only those tests that need neither browser, server, database nor an installation. */
const isUnit = process.argv.includes('--unit');
const words = process.argv.slice(2).filter((word) => word !== '--unit');

/** Shared prerequisites are set up once before all tests: two concurrent installations would get in each other's way. */
async function prepareAll() {
  const { ferretdbProgram } = await import('./ferretdb.mjs');
  const { findRedis } = await import('./redis.mjs');
  const { prepareBrowsers } = await import('../test/support/browser.ts');
  findRedis();
  prepareBrowsers();
  await ferretdbProgram();
}

async function build() {
  const { buildPages } = await import('./buildPages.mjs');
  const { buildServer } = await import('./buildServer.mjs');
  await buildPages({ force: false });
  await buildServer({ force: false });
}

if (!isUnit) {
  const isWhole = words.length === 0;
  const { learnAhead } = await import('./learnAhead.mjs');
  // Most tests that start the service, or understand texts themselves, use what was learned from the shipped content.
  const learning = isWhole ? learnAhead({ force: false }) : null;
  await Promise.all([installPeers(), build(), learning]);
  if (isWhole) await prepareAll();
}

const jest = spawn(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    `${root}node_modules/jest/bin/jest.js`,
    // Compiled files stay where they are.
    `--cacheDirectory=${join(tmpdir(), `jest_${process.getuid?.().toString(36) ?? ''}`)}`,
    ...(isUnit ? [`--filter=${root}scripts/unitTests.mjs`] : []),
    ...words,
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      TMPDIR: process.env.TMPDIR ?? folderForData(),
      // Threads and processes that tests start from the sources need not strip and compile them each time.
      NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/finestreta-tests'),
      ...(isUnit ? {} : { ALL_IS_BUILT: 'yes' }),
    },
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
jest.on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
