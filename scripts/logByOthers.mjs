import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { growLog, signWitness } from './logOthers/growLog.ts';

/**
 * `npm run log:others`: programs of others check a public log that this project made: fsck of tessera, torchwood under both keys
 * and under a quorum of witnesses, metamorphic-log (Rust), and litewitness, which cosigns growth, says its size, and refuses a
 * fork. Go and Rust build them once into the user's cache, from their module proxies; litewitness needs ssh-agent. It ends with
 * 1 when one of them disagrees, and says what cannot be had.
 */
const versions = { torchwood: 'v0.10.0', tessera: 'v1.0.4', go: 'go1.27.4', metamorphic: '0.5.0' };
const sources = fileURLToPath(new URL('logOthers', import.meta.url));
const cache = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'finestreta',
  `log-others-${Object.values(versions).join('-')}`,
);
const limitMs = 20 * 60_000;

/** Runs a program to its end; `status` null: it is not there, or took too long. */
function run(program, words, { cwd = cache, env = {}, timeout = limitMs } = {}) {
  const done = spawnSync(program, words, { cwd, encoding: 'utf8', timeout, env: { ...process.env, ...env } });
  return { status: done.error ? null : done.status, output: `${done.stdout ?? ''}${done.stderr ?? ''}` };
}

/** Folder with the programs that are written in Go; null: they cannot be built here. */
function goPrograms() {
  const folder = join(cache, 'go');
  if (existsSync(join(folder, 'fsck'))) return folder;
  const work = join(cache, 'go-work');
  mkdirSync(work, { recursive: true });
  for (const name of ['verify.go', 'tools.go']) cpSync(join(sources, name), join(work, name));
  writeFileSync(join(work, 'go.mod'), `module others\n\ngo ${versions.go.slice(2)}\n`);
  const env = { GOTOOLCHAIN: versions.go, GOFLAGS: '-mod=mod -buildvcs=false' };
  console.log('Building the programs in Go: this takes some minutes, once.');
  const steps = [
    ['get', `filippo.io/torchwood@${versions.torchwood}`, `github.com/transparency-dev/tessera@${versions.tessera}`],
    ['build', '-o', 'litewitness', 'filippo.io/torchwood/cmd/litewitness'],
    ['build', '-o', 'verify', '.'],
    ['build', '-o', 'fsck', 'github.com/transparency-dev/tessera/cmd/fsck'],
  ];
  for (const words of steps) {
    const { status, output } = run('go', words, { cwd: work, env });
    if (status === 0) continue;
    console.log(`They cannot be built here: go ${words.join(' ')}\n${output.slice(-2_000)}`);
    return null;
  }
  mkdirSync(folder, { recursive: true });
  for (const name of ['litewitness', 'verify', 'fsck']) cpSync(join(work, name), join(folder, name));
  return folder;
}

/** The program in Rust; null: it cannot be built here. */
function rustProgram() {
  const work = join(cache, 'rust');
  const program = join(work, 'target', 'release', 'others');
  if (existsSync(program)) return program;
  mkdirSync(join(work, 'src'), { recursive: true });
  cpSync(join(sources, 'main.rs'), join(work, 'src', 'main.rs'));
  const manifest = `[package]\nname = "others"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nmetamorphic-log = "=${versions.metamorphic}"\n`;
  writeFileSync(join(work, 'Cargo.toml'), manifest);
  console.log('Building the program in Rust: this takes some minutes, once.');
  const { status, output } = run('cargo', ['build', '--release', '--quiet'], { cwd: work });
  if (status === 0) return program;
  console.log(`It cannot be built here:\n${output.slice(-2_000)}`);
  return null;
}

const folder = mkdtempSync(join(tmpdir(), 'finestreta-others-'));
const at = (name) => join(folder, name);
const put = (name, text) => {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
  return at(name);
};
const failures = [];
const said = [];
function expectThat(who, what, isRight, output = '') {
  said.push({ who, what, result: isRight ? 'yes' : 'NO' });
  if (!isRight) failures.push(`${who}: ${what}\n${output}`);
}

/** Serves a log as any web server does. */
async function serve(files) {
  const server = createServer((request, response) => {
    const bytes = files.get(request.url.slice(1));
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

const signers = { ed25519: generateKeyPairSync('ed25519'), mlDsa44: generateKeyPairSync('ml-dsa-44') };
const privateKeys = { ed25519: signers.ed25519.privateKey, mlDsa44: signers.mlDsa44.privateKey };
const log = await growLog({ privateKeys, size: 70_000, proven: 12_345, older: 300 });
const own = await signWitness(log.checkpoint, 'witness.example/ours');

async function withGo(programs) {
  const server = await serve(log.files);
  // The first key alone: tessera knows no other.
  const key = put('key', log.keys[0]);
  const words = ['--storage_url', server.url, '--public_key', key, '--origin', log.origin, '--ui=false', '-N', '4'];
  const checked = await ended(join(programs, 'fsck'), words, 120_000);
  server.close();
  const isWhole = checked.status === 0 && /Successfully fsck'd log/.test(checked.output);
  expectThat('tessera fsck', 'the log of 70,000 entries is whole', isWhole, checked.output);

  const proof = put('proof', log.proofFor(log.checkpoint));
  const entry = put('entry', log.entry);
  const verify = (name, policy, file = proof) => run(join(programs, 'verify'), [put(name, policy), file, entry]);
  for (const [index, kind] of ['Ed25519', 'ML-DSA-44'].entries()) {
    const { status, output } = verify(`policy${index}`, `log ${log.keys[index]}\nquorum none\n`);
    expectThat('torchwood', `the proof is true under the ${kind} key`, status === 0, output);
  }
  const wanted = `log ${log.keys[0]}\n${own.lines.join('\n')}\n`;
  const cosigned = put('cosigned', log.proofFor(own.cosigned));
  for (const [index, name] of own.names.entries()) {
    const { status, output } = verify(`witness${index}`, `${wanted}quorum ${name}\n`, cosigned);
    expectThat('torchwood', `our witness has cosigned it (${name})`, status === 0, output);
  }
  const without = verify('without', `${wanted}quorum ${own.names[0]}\n`);
  expectThat('torchwood', 'it has not where nobody asked it', without.status === 1, without.output);
  await withLitewitness(programs, verify);
}

/** Runs a program while this one goes on serving. */
function ended(program, words, timeout) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { timeout, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('close', (status) => resolve({ status, output }));
    child.once('error', (error) => resolve({ status: null, output: String(error) }));
  });
}

async function withLitewitness(programs, verify) {
  const socket = at('agent.sock');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  agent.once('error', () => {});
  const identity = at('identity');
  const env = { SSH_AUTH_SOCK: socket };
  run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', identity], { cwd: folder });
  for (let tries = 0; !existsSync(socket) && tries < 100; tries += 1) await sleep(50);
  if (run('ssh-add', ['-q', identity], { cwd: folder, env }).status !== 0) {
    console.log('litewitness: no ssh-agent here, left out');
    agent.kill();
    return;
  }
  const fingerprint = run('ssh-keygen', ['-lf', `${identity}.pub`], { cwd: folder }).output.split(' ')[1];
  // Its own tool for this needs a module that not every proxy has.
  const db = new DatabaseSync(at('litewitness.db'));
  db.exec(`CREATE TABLE log (origin TEXT PRIMARY KEY, tree_size INTEGER NOT NULL, tree_hash TEXT NOT NULL);
CREATE TABLE key (origin TEXT NOT NULL, key TEXT NOT NULL, FOREIGN KEY(origin) REFERENCES log(origin));`);
  db.prepare('INSERT INTO log VALUES (?, 0, ?)').run(log.origin, log.emptyRoot);
  db.prepare('INSERT INTO key VALUES (?, ?)').run(log.origin, log.keys[0]);
  db.close();
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const words = [
    '-name',
    'witness.example/lite',
    '-db',
    at('litewitness.db'),
    '-ssh-agent',
    socket,
    '-key',
    fingerprint,
  ];
  const witness = spawn(join(programs, 'litewitness'), [...words, '-listen', `127.0.0.1:${port}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    let output = '';
    witness.stderr.on('data', (chunk) => {
      output += chunk;
    });
    const url = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 200; tries += 1) {
      if (
        await fetch(url).then(
          () => true,
          () => false,
        )
      )
        break;
      await sleep(50);
    }
    const vkey = /vkey=(\S+)/.exec(output)?.[1] ?? '';
    const { first, grown, stale, fork } = await log.askWitness(url, vkey);
    expectThat('litewitness', 'cosigns the log, and its growth', first.length > 0 && grown.length > 0, output);
    expectThat('litewitness', 'answers 409 to an old size', stale === 409, output);
    expectThat('litewitness', 'answers 422 to a fork', fork === 422, output);
    const policy = `log ${log.keys[0]}\nwitness lite ${vkey}\nquorum lite\n`;
    const proof = put('lite-proof', log.proofFor(log.cosignedBy(grown)));
    const checked = verify('lite-policy', policy, proof);
    expectThat('torchwood', 'litewitness has cosigned it', checked.status === 0, checked.output);
    expectThat('our own check', 'litewitness has cosigned it', log.isTrusted(log.cosignedBy(grown), policy));
  } finally {
    witness.kill();
    agent.kill();
  }
}

function withRust(program) {
  const hex = (hashes) => hashes.map((hash) => Buffer.from(hash).toString('hex')).join('\n');
  put('rust/keys', [...log.keys, ...own.keys].join('\n'));
  put('rust/checkpoint', own.cosigned);
  put('rust/entry', log.entry);
  put('rust/index', String(log.index));
  put('rust/path', hex(log.path));
  put('rust/older', own.older(log.olderCheckpoint));
  put('rust/consistency', hex(log.consistency));
  const right = run(program, [at('rust')]);
  expectThat(
    'metamorphic-log',
    'signatures of log and witness, entry and growth are right',
    right.status === 0,
    right.output,
  );
  put('rust/entry', `${log.entry} `);
  expectThat('metamorphic-log', 'an altered entry is not', run(program, [at('rust')]).status !== 0);
}

mkdirSync(cache, { recursive: true });
try {
  const go = goPrograms();
  if (go !== null) await withGo(go);
  const rust = rustProgram();
  if (rust !== null) withRust(rust);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const { who, what, result } of said) console.log(`${result.padEnd(4)} ${who}: ${what}`);
for (const failure of failures) console.error(`\n${failure}`);
process.exitCode = failures.length === 0 && said.length > 0 ? 0 : 1;
