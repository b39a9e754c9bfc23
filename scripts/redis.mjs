import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const names = ['redis-server', 'valkey-server'];
const folders = [...(process.env.PATH ?? '').split(':'), '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
/** Attempts to start: between finding a free port and using it, another program may take it. */
const attempts = 5;

/**
 * Path of a Redis server on this machine: `REDIS_SERVER`, the usual folders, or Debian's package, installed if permitted
 * (the package's own service is left alone). Null, with a prominent message, if there is none; with CI=true that is an
 * error, so that tests that need Redis are never skipped unnoticed.
 *
 * @returns {string | null}
 */
export function findRedis() {
  const found = lookForRedis() ?? (mayInstall() && install() ? lookForRedis() : null);
  if (found !== null) return found;
  const advice = 'No Redis for the tests: install redis-server, or set REDIS_SERVER to its path.';
  if (process.env.CI === 'true') throw new Error(advice);
  console.warn(`${advice} WHAT SEVERAL PROCESSES SHARE IS NOT TESTED.`);
  return null;
}

/**
 * Starts a private Redis server on a free port of this machine: without persistence, in a temporary folder. It ends
 * with this process at the latest.
 *
 * @param {{ path: string, settings: readonly string[] }} options `settings`: more command line arguments, such as
 * `['--requirepass', 'secret']`
 * @returns {Promise<RedisServer>}
 */
export async function redisServer({ path, settings }) {
  const folder = mkdtempSync(join(tmpdir(), 'finestreta-redis-'));
  let port = 0;
  /** @type {import('node:child_process').ChildProcess | null} */
  let child = null;
  const endWithUs = () => child?.kill('SIGKILL');
  process.once('exit', endWithUs);

  const start = async () => {
    child = await launch(path, [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
      ...['--save', '', '--appendonly', 'no', '--daemonize', 'no'],
      ...settings,
    ]);
  };
  const end = async (/** @type {NodeJS.Signals} */ signal) => {
    const ending = child;
    child = null;
    if (ending === null) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    // A paused process reacts only to SIGKILL.
    ending.kill(signal);
    ending.kill('SIGCONT');
    if (ending.exitCode === null && ending.signalCode === null) await ended;
  };

  for (let attempt = 1; child === null; attempt++) {
    port = await freePort();
    try {
      await start();
    } catch (error) {
      if (attempt < attempts) continue;
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    async stop() {
      await end('SIGTERM');
      process.off('exit', endWithUs);
      rmSync(folder, { recursive: true, force: true });
    },
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGKILL');
      await start();
    },
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
  };
}

/**
 * @typedef {object} RedisServer
 * @property {string} url without user or password
 * @property {number} port
 * @property {() => Promise<void>} stop Ends it for good and removes its folder.
 * @property {() => Promise<void>} kill Kills it, as a crash would; it loses all data.
 * @property {() => Promise<void>} restart Starts it again, empty, on the same port; kills it first if it runs.
 * @property {() => void} pause Suspends it: connections stay, nothing is answered.
 * @property {() => void} resume
 */

/** @returns {string | null} */
function lookForRedis() {
  const own = process.env.REDIS_SERVER;
  if (own !== undefined && own !== '') return existsSync(own) ? own : null;
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return places.find((place) => existsSync(place)) ?? null;
}

function mayInstall() {
  if (process.env.REDIS_SERVER) return false;
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

function install() {
  console.warn('Installing redis-server for the tests: once.');
  const run = (/** @type {string[]} */ ...words) =>
    spawnSync('apt-get', words, {
      // The installer's output must not mix with a program's.
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  return run('update', '-qq') && run('install', '-y', '-qq', '--no-install-recommends', 'redis-server');
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/**
 * Resolves once the server accepts connections; rejects with its last output when it ends before that.
 *
 * @param {string} path
 * @param {string[]} words
 * @returns {Promise<import('node:child_process').ChildProcess>}
 */
function launch(path, words) {
  return new Promise((resolve, reject) => {
    const child = spawn(path, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    let last = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${path} ended at its start (${code}): ${last}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      last = line;
      if (/ready to accept connections/i.test(line)) resolve(child);
    });
  });
}

// `node scripts/redis.mjs` makes sure that there is a Redis server and prints its path.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = findRedis();
  if (path === null) process.exitCode = 1;
  else console.log(path);
}
