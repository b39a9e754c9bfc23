import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The last version that stores its data in SQLite, so that it needs no other server. */
const version = 'v1.24.2';
const module = 'github.com/FerretDB/FerretDB';
/** Timeout of a build on a small machine, minutes, with everything to be downloaded and compiled. */
const timeoutMs = 20;

function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'finestreta', `ferretdb-${version}`);
}

const hasGo = () => spawnSync('go', ['version']).status === 0;

/**
 * Path of FerretDB's program, built from the Go module proxy on first use (some minutes); null where that can't be
 * done. It is cached in the user's cache folder, outside this tree.
 */
export async function ferretdbProgram() {
  const program = join(cacheFolder(), 'ferretdb');
  if (existsSync(program)) return program;
  if (!hasGo()) return null;
  const lock = join(cacheFolder(), 'building');
  mkdirSync(cacheFolder(), { recursive: true });
  if (!takeLock(lock)) {
    // Another process is building it: tests of several files start at the same moment.
    while (existsSync(lock) && !existsSync(program)) await sleep(500);
    return ferretdbProgram();
  }
  try {
    if (!existsSync(program)) await build(program);
    return program;
  } catch (error) {
    console.warn(`FerretDB could not be built: ${error.message}`);
    return null;
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function takeLock(lock) {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > timeoutMs * 60_000) {
      rmSync(lock, { recursive: true, force: true });
      return takeLock(lock);
    }
    return false;
  }
}

async function build(program) {
  console.warn(`Building FerretDB ${version} for the tests of the MongoDB store: this takes some minutes, once.`);
  const scratch = mkdtempSync(join(tmpdir(), 'finestreta-ferretdb-'));
  try {
    const go = (...words) => run('go', words, scratch);
    await go('mod', 'init', 'scratch');
    await go('get', '-tool', `${module}/cmd/ferretdb@${version}`);
    // Run from a module cache, FerretDB exits at once: it requires a version file that its releases have.
    const source = (await go('list', '-m', '-f', '{{.Dir}}', module)).trim();
    const copy = join(scratch, 'source');
    cpSync(source, copy, { recursive: true });
    await run('chmod', ['-R', 'u+w', copy], scratch);
    writeFileSync(join(copy, 'build', 'version', 'version.txt'), `${version}\n`);
    await run('go', ['build', '-buildvcs=false', '-trimpath', '-o', `${program}.new`, './cmd/ferretdb'], copy);
    renameSync(`${program}.new`, program);
  } finally {
    spawnSync('chmod', ['-R', 'u+w', scratch]);
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Runs a program to its end and resolves to its output. */
function run(program, words, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs * 60_000 });
    let printed = '';
    let complaints = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    child.stderr.on('data', (chunk) => {
      complaints = (complaints + chunk).slice(-2_000);
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`${program} ${words.join(' ')} failed:\n${complaints}`));
    });
  });
}

/**
 * Starts a private FerretDB on a free port of this machine; null where it is not available. `folder` keeps its data (by
 * default a temporary one that `stop` removes), `port` 0 is a free one, `pragmas` are SQLite pragmas, `words` are
 * further flags.
 *
 * @param {{ folder?: string | null, port?: number, pragmas?: readonly string[], words?: readonly string[] }} options
 */
export async function ferretdb({ folder = null, port = 0, pragmas = [], words = [] } = {}) {
  const program = await ferretdbProgram();
  if (program === null) return null;
  const own = folder === null;
  const data = folder ?? mkdtempSync(join(tmpdir(), 'finestreta-ferretdb-'));
  mkdirSync(data, { recursive: true });
  const child = spawn(
    program,
    [
      '--handler=sqlite',
      // A test's data need not survive a crash of the machine; it does survive one of the process.
      `--sqlite-url=file:${data}/?${['synchronous(off)', ...pragmas].map((each) => `_pragma=${each}`).join('&')}`,
      `--listen-addr=127.0.0.1:${port}`,
      '--telemetry=disable',
      '--debug-addr=-',
      '--state-dir=-',
      '--log-format=json',
      ...words,
    ],
    // Its heap is small: by default it collects garbage each few megabytes, a tenth of what it computes.
    { cwd: data, stdio: ['ignore', 'ignore', 'pipe'], env: { GOGC: '1000', ...process.env } },
  );
  const die = () => child.kill('SIGKILL');
  process.once('exit', die);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const address = await firstAddress(child);
  return {
    uri: `mongodb://${address}`,
    folder: data,
    port: Number(address.split(':')[1]),
    /** Kills it as a power failure would, without a chance to clean up. */
    async kill() {
      die();
      await ended;
    },
    async stop() {
      process.removeListener('exit', die);
      die();
      await ended;
      if (own) rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The address that FerretDB reports as listening. */
function firstAddress(child) {
  return new Promise((resolve, reject) => {
    let last = '';
    const lines = createInterface({ input: child.stderr });
    lines.on('line', (line) => {
      last = line;
      const address = /Listening on TCP ([\d.]+:\d+)/.exec(line)?.[1];
      if (address) resolve(address);
    });
    child.once('exit', () => reject(new Error(`FerretDB ended at once: ${last}`)));
    child.once('error', reject);
  });
}

/**
 * Gives every collection of a database the index that FerretDB 1 creates but, because of a slip in its expression,
 * never uses: without it each lookup of one `_id` reads the whole collection. For benchmarks and tests over many records.
 */
export async function indexIds(folder, database) {
  const { DatabaseSync } = await import('node:sqlite');
  const db = new DatabaseSync(join(folder, `${database}.sqlite`), { timeout: 10_000 });
  try {
    for (const { table_name: table } of db.prepare('SELECT table_name FROM _ferretdb_collections').all()) {
      db.exec(`CREATE INDEX IF NOT EXISTS "${table}_by_id" ON "${table}" (_ferretdb_sjson->'$._id')`);
    }
  } finally {
    db.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, port] = process.argv.slice(2);
  const server = await ferretdb({ folder: folder ?? null, port: Number(port ?? 0) });
  if (server === null) {
    console.error('FerretDB is built with Go: install it (on Debian: golang-go), then run this again.');
    process.exitCode = 1;
  } else {
    console.log(`MONGODB_URI=${server.uri}/finestreta`);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.stop());
  }
}
