import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Commit, OutboxTask } from '../src/core/model/commit.ts';
import { newConversation } from '../src/core/model/conversation.ts';
import type { Event } from '../src/core/model/event.ts';
import type { Log } from '../src/core/ports/log.ts';
import { createSealer } from '../src/journal/sealer.ts';
import { openKeyring } from '../src/store/keyring/keyring.ts';
import { openSqliteStore } from '../src/store/sqlite/store.ts';

/**
 * `npm run bench:store`: throughput of the embedded store on this disk. Commits are those of an answered question;
 * 1,000 conversations of 8 turns run concurrently. Set BENCH_DIR to measure another disk.
 */
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-bench-'));
const store = openSqliteStore({ file: join(folder, 'journal.db'), log: silent });
const keyring = openKeyring({ folder: join(folder, 'keys'), masterKey: null, log: silent });
const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
const now = Date.now();

const offered = ['entry:padro.baixa', 'entry:padro.certificat', 'command:person'];
const state = {
  ...newConversation(now),
  language: { locale: 'ca', explicit: false },
  introduced: true,
  offered,
} as const;
const events: readonly Event[] = [
  { type: 'message.received', kind: 'text' },
  {
    type: 'question.understood',
    knowledge: '3f9c1b7a2d4e',
    ranked: [
      { entry: 'padro.alta', confidence: 0.93 },
      { entry: 'padro.baixa', confidence: 0.04 },
      { entry: 'padro.certificat', confidence: 0.01 },
    ],
  },
  { type: 'question.answered', entry: 'padro.alta', knowledge: '3f9c1b7a2d4e', locale: 'ca' },
];
const content = {
  address: { chat: 123456789 },
  inbound: { id: '42', content: { kind: 'text', text: "com m'empadrono si visc de lloguer?" }, localeHint: null },
  outbound: [{ text: 'Per empadronar-vos …'.repeat(20), markup: 'markdown', choices: [], files: [], locale: 'ca' }],
} as const;
const sealed = await sealer.seal('bench', content, 'current');

interface Line {
  readonly conversation: string;
  revision: number;
}
const lines: Line[] = [];
let started = 0;

function nextLine(): Line {
  const index = Math.floor(Math.random() * 1000);
  const line = lines[index];
  if (line && line.revision < 8) return line;
  started += 1;
  const fresh = { conversation: sealer.conversationId('default', 'web', `${started}`), revision: 0 };
  lines[index] = fresh;
  return fresh;
}

function nextCommit(outbox: readonly OutboxTask[]): Commit {
  const line = nextLine();
  line.revision += 1;
  const inboundKey = sealer.inboundKey(line.conversation, `${line.revision}`);
  const identity = { tenant: 'default', account: 'web', conversation: line.conversation, revision: line.revision };
  return { ...identity, inboundKey, at: now, events, state, outbox, ...sealed };
}

interface Figure {
  readonly measure: string;
  readonly 'per second': number;
  readonly 'mean µs': number;
  /** Processor time of the whole process, hardly affected by other work on the machine. */
  readonly 'cpu µs': number;
  readonly 'group p50 ms': string;
  readonly 'group p99 ms': string;
}

/**
 * Runs `group`, which returns the number of its operations, for about `seconds` of its own time, and returns the rate;
 * `prepare` creates the input of a group, and its time does not count.
 */
async function measure<T>(name: string, prepare: () => T, group: (prepared: T) => Promise<number>): Promise<Figure> {
  const times: number[] = [];
  let total = 0;
  let operations = 0;
  let cpu = 0;
  while (total < 1500) {
    const prepared = prepare();
    const start = performance.now();
    const cpuBefore = process.cpuUsage();
    const done = await group(prepared);
    const { user, system } = process.cpuUsage(cpuBefore);
    if (done === 0) break;
    times.push(performance.now() - start);
    total += times.at(-1) ?? 0;
    operations += done;
    cpu += user + system;
  }
  times.sort((a, b) => a - b);
  const quantile = (part: number) => (times[Math.floor(part * times.length)] ?? 0).toFixed(2);
  return {
    measure: name,
    'per second': Math.round((operations / total) * 1000),
    'mean µs': Math.round((total / operations) * 10_000) / 10,
    'cpu µs': Math.round((cpu / operations) * 10) / 10,
    'group p50 ms': quantile(0.5),
    'group p99 ms': quantile(0.99),
  };
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const together = async (work: readonly Promise<unknown>[]) => (await Promise.all(work)).length;
const inTurn = (operation: (line: Line) => Promise<unknown>) => async (some: readonly Line[]) => {
  for (const line of some) await operation(line);
  return some.length;
};

const figures: Figure[] = [];
const appendAll = (commits: readonly Commit[]) => together(commits.map((commit) => store.journal.append(commit)));
for (const size of [1, 10, 50, 200]) {
  const commits = () => times(size, () => nextCommit([]));
  figures.push(await measure(`append, ${size} a tick, fsync`, commits, appendAll));
}

const task: OutboxTask = { ordinal: 0, kind: 'send', message: 0 };
const withTasks = () => times(50, () => nextCommit([task]));
figures.push(await measure('append with a task, 50 a tick', withTasks, appendAll));
const deliver = async () => {
  const entries = await store.outbox.claim(now, now + 60_000, 50);
  return together(entries.map((entry) => store.outbox.done(entry, '1001')));
};
figures.push(await measure('claim and done, 50 a tick', () => {}, deliver));

const known = lines.filter((line) => line.revision > 0);
const someLines = () => times(1000, () => known[Math.floor(Math.random() * known.length)] as Line);
figures.push(
  await measure(
    'load',
    someLines,
    inTurn((line) => store.journal.load(line.conversation, 'none')),
  ),
);
figures.push(
  await measure(
    'read 10 turns',
    someLines,
    inTurn((line) => store.journal.read(line.conversation, 0, 10)),
  ),
);
figures.push(
  await measure(
    'seal',
    someLines,
    inTurn(() => sealer.seal('bench', content, 'current')),
  ),
);
figures.push(
  await measure(
    'open',
    someLines,
    inTurn(() => sealer.open({ conversation: 'bench', ...sealed })),
  ),
);
const names = () => times(50, () => `new ${Math.random()}`);
const makeKeys = (some: readonly string[]) => together(some.map((name) => keyring.current(name)));
figures.push(await measure('new key, 50 a tick, fsync', names, makeKeys));

console.table(figures);
await store.close();
await keyring.close();
rmSync(folder, { recursive: true });
