import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { growLog, signWitness } from './logOthers/growLog.ts';
import { goPrograms, run, rustProgram, Unavailable } from './logOthers/programs.mjs';

/**
 * `npm run log:others`: third-party programs check a public log made by this project: fsck of tessera, torchwood under both
 * keys and under a quorum of witnesses, metamorphic-log (Rust), and litewitness, which cosigns growth, reports its size, and
 * refuses a fork. Go and Rust build them once into the user's cache, from their registries; litewitness needs ssh-agent. Prints
 * the verdict of each, and exits 1 when one disagrees, 69 when one is not available.
 */
const unavailable = 69;
const folder = mkdtempSync(join(tmpdir(), 'finestreta-others-'));
const at = (name) => join(folder, name);
const put = (name, text) => {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
  return at(name);
};
const failures = [];
const missing = [];

/** `said`: the relevant output of the program, printed with its meaning. */
function expectThat(who, what, { isRight }, output = '', said = lastLine(output)) {
  console.log(`${isRight ? 'yes' : 'NO '}  ${who}: ${what}${said === '' ? '' : `\n       it said: ${said}`}`);
  if (!isRight) failures.push(`${who}: ${what}\n${output}`);
}

const lastLine = (output) => output.trim().split('\n').at(-1)?.trim() ?? '';

/** Serves a log like any web server. */
async function serve(files) {
  const server = createServer((request, response) => {
    const bytes = files.get(request.url.slice(1));
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  const port = await listening(server);
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

async function listening(server) {
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return server.address().port;
}

async function freePort() {
  const server = createServer();
  const port = await listening(server);
  await new Promise((done) => server.close(done));
  return port;
}

const signers = { ed25519: generateKeyPairSync('ed25519'), mlDsa44: generateKeyPairSync('ml-dsa-44') };
const privateKeys = { ed25519: signers.ed25519.privateKey, mlDsa44: signers.mlDsa44.privateKey };
const log = await growLog({ privateKeys, size: 70_000, proven: 12_345, older: 300 });
const own = await signWitness(log.checkpoint, 'witness.example/ours');

async function withGo(programs) {
  const server = await serve(log.files);
  // Only the first key: tessera supports no other.
  const key = put('key', log.keys[0]);
  const words = ['--storage_url', server.url, '--public_key', key, '--origin', log.origin, '--ui=false', '-N', '4'];
  const checked = await run(join(programs, 'fsck'), words, { timeout: 120_000 });
  server.close();
  // Its success line, whatever its status.
  const [line = ''] = /Successfully fsck'd log.*/.exec(checked.output) ?? [];
  const isWhole = checked.status === 0 && line !== '';
  expectThat('tessera fsck', 'the log of 70,000 entries is whole', { isRight: isWhole }, checked.output, line);

  const proof = put('proof', log.proofFor(log.checkpoint));
  const entry = put('entry', log.entry);
  const verify = (name, policy, file = proof) => run(join(programs, 'verify'), [put(name, policy), file, entry]);
  for (const [index, kind] of ['Ed25519', 'ML-DSA-44'].entries()) {
    const { status, output } = await verify(`policy${index}`, `log ${log.keys[index]}\nquorum none\n`);
    expectThat('torchwood', `the proof is true under the ${kind} key`, { isRight: status === 0 }, output);
  }
  const wanted = `log ${log.keys[0]}\n${own.lines.join('\n')}\n`;
  const cosigned = put('cosigned', log.proofFor(own.cosigned));
  for (const [index, name] of own.names.entries()) {
    const { status, output } = await verify(`witness${index}`, `${wanted}quorum ${name}\n`, cosigned);
    expectThat('torchwood', `our witness has cosigned it (${name})`, { isRight: status === 0 }, output);
  }
  const without = await verify('without', `${wanted}quorum ${own.names[0]}\n`);
  expectThat('torchwood', 'it has not where nobody asked it', { isRight: without.status === 1 }, without.output);
  await withLitewitness(programs, verify);
}

/** An SSH agent that holds litewitness's only key; ends with `agent`. */
async function startAgent() {
  const socket = at('agent.sock');
  const identity = at('identity');
  const env = { SSH_AUTH_SOCK: socket };
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  agent.once('error', () => {});
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', identity], { cwd: folder });
  for (let tries = 0; !existsSync(socket) && tries < 200; tries += 1) await sleep(50);
  const added = await run('ssh-add', ['-q', identity], { cwd: folder, env });
  if (added.status !== 0) {
    agent.kill();
    const advice = 'Install OpenSSH (on Debian: openssh-client), then run npm run log:others again.';
    throw new Unavailable(`litewitness needs ssh-agent, ssh-add and ssh-keygen. ${advice}\n${added.output}`);
  }
  const listed = await run('ssh-keygen', ['-lf', `${identity}.pub`], { cwd: folder });
  return { socket, fingerprint: listed.output.split(' ')[1], agent };
}

async function withLitewitness(programs, verify) {
  const { socket, fingerprint, agent } = await startAgent();
  // Its own tool for this needs a module that some proxies lack.
  const db = new DatabaseSync(at('litewitness.db'));
  db.exec(`CREATE TABLE log (origin TEXT PRIMARY KEY, tree_size INTEGER NOT NULL, tree_hash TEXT NOT NULL);
CREATE TABLE key (origin TEXT NOT NULL, key TEXT NOT NULL, FOREIGN KEY(origin) REFERENCES log(origin));`);
  db.prepare('INSERT INTO log VALUES (?, 0, ?)').run(log.origin, log.emptyRoot);
  db.prepare('INSERT INTO key VALUES (?, ?)').run(log.origin, log.keys[0]);
  db.close();
  const port = await freePort();
  const kept = ['-name', 'witness.example/lite', '-db', at('litewitness.db')];
  const signing = ['-ssh-agent', socket, '-key', fingerprint, '-listen', `127.0.0.1:${port}`];
  const witness = spawn(join(programs, 'litewitness'), [...kept, ...signing], { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    let output = '';
    witness.stderr.on('data', (chunk) => {
      output += chunk;
    });
    const url = `http://127.0.0.1:${port}`;
    const isUp = () => fetch(url).then(Boolean, () => false);
    for (let tries = 0; tries < 600 && !(await isUp()); tries += 1) await sleep(50);
    const vkey = /vkey=(\S+)/.exec(output)?.[1] ?? '';
    if (vkey === '') return expectThat('litewitness', 'starts', { isRight: false }, output);
    const { first, grown, stale, fork } = await log.askWitness(url, vkey);
    const sizes = `${first.length} and ${grown.length} cosignatures`;
    expectThat(
      'litewitness',
      'cosigns the log, and its growth',
      { isRight: first.length > 0 && grown.length > 0 },
      output,
      sizes,
    );
    expectThat('litewitness', 'answers 409 to an old size', { isRight: stale === 409 }, output, String(stale));
    expectThat('litewitness', 'answers 422 to a fork', { isRight: fork === 422 }, output, String(fork));
    const policy = `log ${log.keys[0]}\nwitness lite ${vkey}\nquorum lite\n`;
    const proof = put('lite-proof', log.proofFor(log.cosignedBy(grown)));
    const checked = await verify('lite-policy', policy, proof);
    expectThat('torchwood', 'litewitness has cosigned it', { isRight: checked.status === 0 }, checked.output);
    expectThat('our own check', 'litewitness has cosigned it', {
      isRight: log.isTrusted(log.cosignedBy(grown), policy),
    });
  } finally {
    witness.kill();
    agent.kill();
  }
}

async function withRust(program) {
  const hex = (hashes) => hashes.map((hash) => Buffer.from(hash).toString('hex')).join('\n');
  put('rust/keys', [...log.keys, ...own.keys].join('\n'));
  put('rust/checkpoint', own.cosigned);
  put('rust/entry', log.entry);
  put('rust/index', String(log.index));
  put('rust/path', hex(log.path));
  put('rust/older', own.older(log.olderCheckpoint));
  put('rust/consistency', hex(log.consistency));
  const right = await run(program, [at('rust')]);
  const what = 'signatures of log and witness, entry and growth are right';
  expectThat('metamorphic-log', what, { isRight: right.status === 0 }, right.output);
  put('rust/entry', `${log.entry} `);
  const altered = await run(program, [at('rust')]);
  const [refusal = ''] = /inclusion:.*/.exec(altered.output) ?? [];
  expectThat('metamorphic-log', 'an altered entry is not', { isRight: altered.status !== 0 }, altered.output, refusal);
}

/** Runs the checks once the programs are built; missing programs are reported at the end. */
async function checkedBy(building, check) {
  try {
    await check(await building);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    missing.push(error.message);
  }
}

try {
  // Both are fetched and built concurrently, and awaited one after the other.
  const [go, rust] = [goPrograms(), rustProgram()];
  rust.catch(() => {});
  await checkedBy(go, withGo);
  await checkedBy(rust, withRust);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const failure of failures) console.error(`\nA third-party program disagrees. ${failure}`);
for (const what of missing) console.error(`\nNOT CHECKED BY ALL THIRD-PARTY PROGRAMS. ${what}`);
process.exitCode = failures.length > 0 ? 1 : missing.length > 0 ? unavailable : 0;
