import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { learntDir, temporaryFolder } from '../support/service.ts';
import { until } from '../support/until.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** Sentence vectors are a third of a start, and no part of how it ends. */
const settings = { PORT: '0', SHUTDOWN_SECONDS: '5', MEANING: 'off', LEARNT_DIR: learntDir };

/** `npm start` as a service manager starts it: the leader of a group of its own. */
async function npmStart() {
  const inherited = Object.entries(process.env).filter(([key]) => !/^(NODE_|JEST_|npm_|MONGODB_|REDIS_URL$)/.test(key));
  const child = spawn('npm', ['start'], {
    env: { ...Object.fromEntries(inherited), ...settings, DATA_DIR: folder.path },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  // Its output is read to the end: the service has it, too, and may outlive npm.
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await until(() => output.includes('Finestreta is open') || child.exitCode !== null);
  return { group: child.pid ?? 0, child, ended, output: () => output };
}

/** Processes of a group that run still. */
function runningIn(group: number): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const [state, , groupOf] = (/\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '').split(' ');
      return /^\d+$/.test(pid) && Number(groupOf) === group && state !== 'Z';
    } catch {
      return false;
    }
  });
}

const notified: readonly [string, (child: ChildProcess, group: number) => void][] = [
  ['SIGTERM to npm', (child) => child.kill('SIGTERM')],
  ['SIGTERM to all of the group', (_, group) => process.kill(-group, 'SIGTERM')],
  ['SIGINT to all of the group, as by Ctrl+C', (_, group) => process.kill(-group, 'SIGINT')],
];

test.each(notified)('%s stops the service cleanly, and leaves nobody behind', async (_, announce) => {
  const { child, group, ended, output } = await npmStart();
  announce(child, group);
  expect(await ended).toBe(0);
  await until(() => runningIn(group).length === 0);
  expect(output()).toContain('"msg":"stopped"');
});

test('a service whose npm was killed stops by itself', async () => {
  const { child, group, ended, output } = await npmStart();
  child.kill('SIGKILL');
  await ended;
  await until(() => runningIn(group).length === 0);
  expect(output()).toContain('"msg":"stopped"');
});
