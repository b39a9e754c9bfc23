import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { parseNote } from '../../src/transparency/note/signedNote.ts';
import { openTrusted, parseTrustPolicy } from '../../src/transparency/note/trustPolicy.ts';
import { makeFolder } from '../store/folder.ts';
import { runCommand } from '../support/runCommand.ts';
import { checkpointOf, logLines, logOf, submissionOf } from '../transparency/witness/support.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = makeFolder();
const logs = join(folder.path, 'logs');
writeFileSync(logs, `${logLines}\n`);
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  folder.remove();
});

const words = ['src/cli/witness.ts', '--name', 'witness.example/w1', '--logs', logs, '--port', '0'];
const env = { DATA_DIR: join(folder.path, 'data'), LOG_LEVEL: 'error', NODE_NO_WARNINGS: '1', PATH: process.env.PATH };

/** Starts `npm run witness`. */
async function start() {
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      if (output.includes('either any')) resolve();
    });
    child.once('close', () => reject(new Error(`it ended: ${output}`)));
  });
  const port = Number(/listens on port (\d+)/.exec(output)?.[1]);
  return {
    lines: output.split('\n').filter((line) => /^(witness|group) /.test(line)),
    async stop(signal: NodeJS.Signals) {
      child.kill(signal);
      running.delete(child);
      return ended;
    },
    async submit(size: number, old: number, from = 0) {
      const body = await submissionOf(logOf(size, from), size, old);
      const response = await fetch(`http://127.0.0.1:${port}/add-checkpoint`, { method: 'POST', body });
      return { status: response.status, body: await response.text() };
    },
  };
}

test('npm run witness tells others how to name it, and stops when it is asked to', async () => {
  const witness = await start();
  const policy = parseTrustPolicy([logLines, ...witness.lines, 'quorum witness.example-w1-either', ''].join('\n'));
  const { status, body } = await witness.submit(5, 0);
  expect(status).toBe(200);
  expect(openTrusted(`${checkpointOf(logOf(5))}${body}`, policy).witnesses).toHaveLength(2);
  const second = await runCommand(words, { env: { ...env, DATA_DIR: env.DATA_DIR } });
  expect([second.code, second.stderr]).toEqual([36, expect.stringContaining('store.busy')]);
  expect(await witness.stop('SIGTERM')).toBe(0);
}, 60_000);

test('killed while it signs, it never forgets what it has signed', async () => {
  let size = 5;
  let answered = size;
  for (let kill = 0; kill < 4; kill += 1) {
    const witness = await start();
    // What was answered is remembered; what was on the way may be, too.
    const asked = await witness.submit(1_000, 0);
    const seen = Number(asked.body);
    expect([asked.status, seen]).toEqual([409, expect.any(Number)]);
    expect(seen === answered || seen === size).toBe(true);
    expect((await witness.submit(seen, seen, 1)).status).toBe(422);
    let old = seen;
    const until = 2 + Math.floor(Math.random() * 5);
    for (let step = 0; step < until; step += 1) {
      size = old + 1;
      const answer = witness.submit(size, old).catch(() => ({ status: 0, body: '' }));
      if (step === until - 1) await witness.stop('SIGKILL');
      const { status, body } = await answer;
      if (status !== 200) continue;
      expect(parseNote(`${checkpointOf(logOf(size))}${body}`).signatures).toHaveLength(4);
      answered = size;
      old = size;
    }
  }
}, 60_000);

test('says how it is used', async () => {
  for (const wrong of [[], ['--name', 'w.example'], ['--name', 'W E', '--logs', logs], ['--nothing']]) {
    const { code, stderr } = await runCommand(['src/cli/witness.ts', ...wrong], { env });
    expect([code, stderr]).toEqual([2, expect.stringContaining('npm run witness')]);
  }
  const missing = ['src/cli/witness.ts', '--name', 'w.example', '--logs', join(folder.path, 'missing')];
  expect(await runCommand(missing, { env })).toMatchObject({
    code: 20,
    stderr: expect.stringContaining('cannot be read'),
  });
  writeFileSync(join(folder.path, 'empty'), '');
  const none = ['src/cli/witness.ts', '--name', 'w.example', '--logs', join(folder.path, 'empty')];
  expect(await runCommand(none, { env })).toMatchObject({
    code: 20,
    stderr: expect.stringContaining('must know a log'),
  });
});
