import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import about from '../package.json' with { type: 'json' };
import { buildPages } from '../scripts/buildPages.mjs';
import { buildServer } from '../scripts/buildServer.mjs';
import { learnAhead } from '../scripts/learnAhead.mjs';
import { openConversation } from '../test/support/directLine.ts';
import { createFreshMessages } from './support/questions.ts';
import { printTable } from './support/table.ts';

/**
 * `npm run bench:start`: time from `npm start` to the first right answer, and resident memory, after a build: on an empty data
 * folder, and again on the same one; with and without sentence vectors. Memory is read when the service has been idle for
 * 20 s, in which it returns what it no longer needs: after the first answer, after 500 questions, and once after BENCH_MESSAGES
 * (10,000), ten in each conversation.
 */
await buildPages({ force: false });
await buildServer({ force: false });
await learnAhead({ force: false });
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const many = Number(process.env.BENCH_MESSAGES ?? 10_000);
const few = 500;
const perConversation = 10;
const atOnce = 8;
const idleMs = 20_000;
const nextMessage = createFreshMessages();

interface Variant {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  /** Limit of resident memory, bytes. */
  readonly limit: number;
}

const variants: readonly Variant[] = [
  { name: 'with sentence vectors', env: { MEANING: 'on' }, limit: 320e6 },
  { name: 'MEANING=off', env: { MEANING: 'off' }, limit: 250e6 },
];

interface Start {
  /** Milliseconds. */
  readonly ready: number;
  readonly answer: number;
  /** Resident bytes. */
  readonly first: number;
  readonly later: number;
  readonly last: number | null;
}

async function start(variant: Variant, dataDir: string, messages: number | null): Promise<Start> {
  const began = performance.now();
  const child = spawn('sh', ['-c', about.scripts.start], {
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
      DATA_DIR: dataDir,
      PORT: '0',
      MESSAGES_BURST: '1000',
      MESSAGES_PER_MINUTE: '100000',
      WEBCHAT_STARTS_PER_MINUTE: '100000',
      WEBCHAT_POSTS_PER_MINUTE: '1000000',
      ...variant.env,
    },
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
  await conversation.post('Com em puc empadronar?', 'first');
  const answers = await conversation.answersTo('first');
  const answer = performance.now() - began;
  if (!answers.some(({ text }) => /empadrona/i.test(text))) throw new Error('the first answer is not the right one');
  const idle = async () => {
    await sleep(idleMs);
    return memoryOf(child.pid);
  };
  const first = await idle();
  await ask(url, few);
  const later = await idle();
  let last: number | null = null;
  if (messages !== null) {
    await ask(url, messages - few);
    last = await idle();
  }
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
  return { ready, answer, first, later, last };
}

/** Sends the given number of messages, in conversations of ten, some concurrently. */
async function ask(url: string, count: number): Promise<void> {
  let left = count;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left > 0) {
        const conversation = await openConversation(url);
        for (let turn = 0; turn < perConversation && left > 0; turn++) {
          left -= 1;
          const { id, text } = nextMessage();
          await conversation.post(text, id);
        }
      }
    }),
  );
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const of = (starts: readonly Start[], key: 'ready' | 'answer' | 'first' | 'later') =>
  median(starts.map((each) => each[key]));
const megabytes = (bytes: number | null | undefined) => (bytes == null ? '-' : Math.round(bytes / 1e6));

const rows: Record<string, string | number>[] = [];
let isMet = true;
for (const variant of variants) {
  const cold: Start[] = [];
  const again: Start[] = [];
  for (let round = 0; round < rounds; round++) {
    const dataDir = mkdtempSync(join(tmpdir(), 'finestreta-start-'));
    cold.push(await start(variant, dataDir, null));
    again.push(await start(variant, dataDir, round === rounds - 1 ? many : null));
    rmSync(dataDir, { recursive: true, force: true });
  }
  for (const [name, starts] of [
    ['on an empty folder', cold],
    ['again', again],
  ] as const) {
    rows.push({
      start: `${variant.name}, ${name}`,
      'ready, s': (of(starts, 'ready') / 1_000).toFixed(2),
      'first right answer, s': (of(starts, 'answer') / 1_000).toFixed(2),
      'RSS then, MB': megabytes(of(starts, 'first')),
      [`after ${few}`]: megabytes(of(starts, 'later')),
      [`after ${many}`]: megabytes(starts.at(-1)?.last),
    });
    isMet &&= of(starts, 'first') <= variant.limit && of(starts, 'later') <= variant.limit;
  }
  isMet &&= of(cold, 'answer') < 3_000;
}
printTable(`Start, median of ${rounds}`, rows);
console.log(
  `Targets: first answer under 3 s; resident memory up to 500 messages at most 320 MB, 250 without vectors. ${isMet ? 'Met.' : 'MISSED.'}`,
);
process.exit(isMet ? 0 : 1);

function memoryOf(pid: number | undefined): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}
