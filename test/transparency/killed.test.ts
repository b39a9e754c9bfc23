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

/** Starts a process that fills the log in a folder. */
function start(path: string): {
  readonly process: ChildProcess;
  readonly ready: Promise<void>;
  readonly ended: Promise<string>;
} {
  const process = spawn(globalThis.process.execPath, [child, path, String(commits)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const ended = new Promise<string>((resolve) => process.once('close', () => resolve(output)));
  const ready = new Promise<void>((resolve) => {
    process.stdout?.on('data', (chunk) => {
      output += chunk;
      if (output.includes('ready')) resolve();
    });
  });
  return { process, ready, ended };
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
  let kills = 0;
  let output = '';
  while (!output.includes('done')) {
    const run = start(wild);
    await run.ready;
    // The first at once, however fast the machine is; then a few more steps each time, so that it gets to the end at last.
    const kill = () => run.process.kill('SIGKILL');
    if (kills === 0) kill();
    const killTimer = setTimeout(kill, Math.random() * 40 * (1 + kills / 4));
    output = await run.ended;
    clearTimeout(killTimer);
    kills += output.includes('done') ? 0 : 1;
  }
  expect(kills).toBeGreaterThan(0);
  expect(bytesIn(wild)).toEqual(bytesIn(calm));
}, 120_000);
