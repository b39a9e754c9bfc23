import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildPages } from '../scripts/buildPages.mjs';
import { learnAhead } from '../scripts/learnAhead.mjs';
import { openConversation } from '../test/support/directLine.ts';
import { readQuestions } from './support/questions.ts';
import { printTable } from './support/table.ts';

/**
 * `npm run bench:start`: time from process start to the first answer, and resident memory, after a build: on an empty
 * data folder, and once more on the same one.
 */
await buildPages({ force: false });
await learnAhead({ force: false });
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const questions = readQuestions();

interface Start {
  /** Milliseconds. */
  readonly ready: number;
  readonly answer: number;
  /** Resident bytes after the first answer, and 500 questions later. */
  readonly first: number;
  readonly later: number;
}

async function start(dataDir: string): Promise<Start> {
  const began = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'info', MESSAGES_BURST: '1000' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /is open: ([^\s"]+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
  });
  const ready = performance.now() - began;
  const conversation = await openConversation(url);
  await conversation.post(questions[0] ?? '', 'q0');
  await conversation.answersTo('q0');
  const answer = performance.now() - began;
  const first = memoryOf(child.pid);
  for (let index = 1; index <= 500; index++)
    await conversation.post(questions[index % questions.length] ?? '', `q${index}`).catch(() => {});
  const later = memoryOf(child.pid);
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
  return { ready, answer, first, later };
}

const cold: Start[] = [];
const again: Start[] = [];
for (let round = 0; round < rounds; round++) {
  const dataDir = mkdtempSync(join(tmpdir(), 'finestreta-start-'));
  cold.push(await start(dataDir));
  again.push(await start(dataDir));
  rmSync(dataDir, { recursive: true, force: true });
}

const median = (starts: readonly Start[], key: keyof Start) =>
  starts.map((each) => each[key]).sort((a, b) => a - b)[Math.floor(starts.length / 2)] ?? Number.NaN;
const row = (name: string, starts: readonly Start[]) => ({
  start: name,
  'ready, s': (median(starts, 'ready') / 1_000).toFixed(2),
  'first answer, s': (median(starts, 'answer') / 1_000).toFixed(2),
  'RSS then, MB': Math.round(median(starts, 'first') / 1e6),
  'RSS after 500 questions, MB': Math.round(median(starts, 'later') / 1e6),
});
printTable(`Start, median of ${rounds}`, [row('on an empty folder', cold), row('again', again)]);
const ok = median(cold, 'answer') < 3_000 && [cold, again].every((starts) => median(starts, 'later') < 250e6);
console.log(`Targets: first answer under 3 s, resident memory under 250 MB. ${ok ? 'Met.' : 'MISSED.'}`);
process.exit(ok ? 0 : 1);

function memoryOf(pid: number | undefined): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}
