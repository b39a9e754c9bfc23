import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { makeFolder } from '../store/folder.ts';
import { publishedIn } from './support/logFolder.ts';

const child = fileURLToPath(new URL('children/sequence.ts', import.meta.url));
const folder = makeFolder();
afterAll(folder.remove);
const commits = 600;

/** Starts a process that fills the log in a folder. `holdAt`: after so many portions it waits to be killed. */
function start(
  path: string,
  holdAt = '',
): {
  readonly process: ChildProcess;
  readonly ready: Promise<void>;
  readonly held: Promise<void>;
  readonly ended: Promise<string>;
} {
  const process = spawn(globalThis.process.execPath, [child, path, String(commits), holdAt], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const ended = new Promise<string>((resolve) => process.once('close', () => resolve(output)));
  process.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  const said = (word: string) =>
    new Promise<void>((resolve) => process.stdout?.on('data', () => output.includes(word) && resolve()));
  return { process, ready: said('ready'), held: said('held'), ended };
}

/** What is published, with the checkpoint's text but not its signatures: ML-DSA signs differently each time. */
function bytesIn(path: string): Readonly<Record<string, string>> {
  const { checkpoint = '', ...tiles } = publishedIn(path);
  return { ...tiles, checkpoint: Buffer.from(checkpoint, 'hex').toString().split('\n\n')[0] ?? '' };
}

test('a log whose process is killed at random moments has the same bytes as one that nobody disturbed', async () => {
  const [calm, wild] = [join(folder.path, 'calm'), join(folder.path, 'wild')];
  const undisturbed = start(calm);
  expect(await undisturbed.ended).toContain('done');
  mkdirSync(wild);
  cpSync(join(calm, 'keys'), join(wild, 'keys'), { recursive: true });
  // However fast the machine is, the first is killed in the middle.
  const first = start(wild, '3');
  await first.held;
  first.process.kill('SIGKILL');
  let output = await first.ended;
  expect(output).not.toContain('done');
  for (let kills = 1; !output.includes('done'); kills++) {
    const run = start(wild);
    await run.ready;
    // A few more steps each time, so that it gets to the end at last.
    const killTimer = setTimeout(() => run.process.kill('SIGKILL'), Math.random() * 40 * (1 + kills / 4));
    output = await run.ended;
    clearTimeout(killTimer);
  }
  expect(bytesIn(wild)).toEqual(bytesIn(calm));
}, 120_000);
