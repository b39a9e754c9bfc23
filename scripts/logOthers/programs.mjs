import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A tool chain is missing, or its dependencies cannot be fetched: nothing was checked, and nothing disagreed. */
export class Unavailable extends Error {}

const sources = fileURLToPath(new URL('.', import.meta.url));
const read = (name) => readFileSync(join(sources, name), 'utf8');
const goVersion = /^go (\S+)$/m.exec(read('go.mod'))?.[1] ?? '';
/** Of one attempt to fetch and build, and between two of them, milliseconds. */
const limitMs = 10 * 60_000;
const pausesMs = [5_000, 20_000];

/** What was built from other sources, or of other versions, is elsewhere. */
function cacheFolder() {
  const hash = createHash('sha256');
  const built = readdirSync(sources).filter((name) => /\.(go|rs|mod|sum|toml|lock)$/.test(name));
  for (const name of built.sort()) hash.update(`${name}\n${read(name)}`);
  const all = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(all, 'finestreta', `log-others-${hash.digest('hex').slice(0, 16)}`);
}

/** Runs a program to its end, while this one goes on; `status` null: it is not there, or took too long. */
export function run(program, words, { cwd = sources, env = {}, timeout = 60_000 } = {}) {
  return new Promise((resolve) => {
    const stdio = ['ignore', 'pipe', 'pipe'];
    const child = spawn(program, words, { cwd, timeout, stdio, env: { ...process.env, ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('close', (status) => resolve({ status, output }));
    child.once('error', (error) => resolve({ status: null, output: String(error) }));
  });
}

/** Builds, with three attempts, since registries and the way there fail now and then. */
async function build(program, words, { env, advice }) {
  const began = performance.now();
  for (let attempt = 0; ; attempt += 1) {
    const { status, output } = await run(program, words, { env, timeout: limitMs });
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    if (status === 0) return console.log(`Built with ${program} in ${seconds} s.`);
    const said = `${program} ${words.join(' ')}\n${output.slice(-2_000)}`;
    if (attempt === pausesMs.length)
      throw new Unavailable(
        `What ${program} fetches or builds cannot be had here, tried three times. ${advice}\n${said}`,
      );
    console.log(`Attempt ${attempt + 1} failed after ${seconds} s; trying again.\n${said}`);
    await sleep(pausesMs[attempt]);
  }
}

async function need(program, words, advice) {
  const { status } = await run(program, words);
  if (status !== 0) throw new Unavailable(`${program} is not here. ${advice}`);
}

/**
 * Folder of `fsck`, `litewitness` and `verify`, which are written in Go; built once, from its module proxy.
 * @throws {Unavailable}
 */
export async function goPrograms() {
  const folder = join(cacheFolder(), 'go');
  if (existsSync(folder)) return folder;
  await need(
    'go',
    ['version'],
    `Install Go 1.21 or later (https://go.dev/dl; on Debian: golang-go); it fetches go${goVersion} itself. Then run npm run log:others again.`,
  );
  console.log('Building the Go programs: this takes a few minutes, once.');
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const packages = ['.', 'filippo.io/torchwood/cmd/litewitness', 'github.com/transparency-dev/tessera/cmd/fsck'];
  await build('go', ['build', '-o', `${fresh}/`, ...packages], {
    env: { GOTOOLCHAIN: `go${goVersion}`, GOFLAGS: '-mod=readonly -buildvcs=false', GOWORK: 'off' },
    advice: 'See that the module proxy of Go (go env GOPROXY) is reached from here, then run npm run log:others again.',
  });
  renameSync(fresh, folder);
  return folder;
}

/**
 * The program in Rust; built once, from crates.io.
 * @throws {Unavailable}
 */
export async function rustProgram() {
  const program = join(cacheFolder(), 'others');
  if (existsSync(program)) return program;
  await need(
    'cargo',
    ['--version'],
    'Install Rust (https://rustup.rs; on Debian: cargo). Then run npm run log:others again.',
  );
  console.log('Building the Rust program: this takes a few minutes, once.');
  const work = join(cacheFolder(), 'rust-work');
  mkdirSync(work, { recursive: true });
  await build('cargo', ['build', '--release', '--locked', '--quiet', '--target-dir', work], {
    env: {},
    advice:
      'See that crates.io, or the registry that ~/.cargo/config.toml names, is reached from here, then run npm run log:others again.',
  });
  copyFileSync(join(work, 'release', 'others'), `${program}.new`);
  renameSync(`${program}.new`, program);
  rmSync(work, { recursive: true, force: true });
  return program;
}
