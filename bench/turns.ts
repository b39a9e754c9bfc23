import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPages } from '../scripts/buildPages.mjs';
import { openBotFrameworkClients } from './support/botFrameworkClients.ts';
import { openDirectLineClients } from './support/directLineClients.ts';
import { type Ask, fullLoad, type LoadResult, steadyLoad } from './support/load.ts';
import { readQuestions } from './support/questions.ts';
import { type ServerProcess, startServer } from './support/server.ts';
import { printTable } from './support/table.ts';

/**
 * Messages per second through HTTP, with a durable commit and a delivered answer (ours), compared with a Bot Framework
 * echo bot with memory storage and a Bot Framework bot on nlp.js, which store nothing. One run, one machine, the same
 * client.
 */
await buildPages({ force: false });
const conversations = 1_000;
const seconds = Number(process.env.BENCH_SECONDS ?? 8);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

interface Peer {
  readonly name: string;
  start(): Promise<ServerProcess>;
  open(port: number): Promise<{ ask: Ask; close(): void }>;
}

const dataDir = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-bench-'));
const peers: readonly Peer[] = [
  {
    name: 'finestreta (durable)',
    start: () =>
      startServer(new URL('./peers/finestreta.mjs', import.meta.url), [], {
        DATA_DIR: dataDir,
        MESSAGES_BURST: '1000000',
        MESSAGES_PER_MINUTE: '1000000',
        WEBCHAT_STARTS_PER_MINUTE: '1000000',
        WEBCHAT_POSTS_PER_MINUTE: '1000000',
      }),
    open: (port) => openDirectLineClients(port, conversations),
  },
  {
    name: 'botbuilder echo (memory)',
    start: () => startServer(new URL('./peers/echoBot.mjs', import.meta.url), [], {}),
    open: openBotFrameworkClients,
  },
  {
    name: 'botbuilder + nlp.js (memory)',
    start: () => startServer(new URL('./peers/nlpBot.mjs', import.meta.url), [], {}),
    open: openBotFrameworkClients,
  },
];

const texts = readQuestions();
const results = new Map<string, { full: LoadResult[]; half: LoadResult[]; memory: number }>();
try {
  for (let round = 0; round < rounds; round++) {
    for (const peer of peers) {
      const server = await peer.start();
      const clients = await peer.open(server.port);
      await fullLoad(clients.ask, conversations, texts, 2);
      const full = await fullLoad(clients.ask, conversations, texts, seconds);
      const half = await steadyLoad(clients.ask, conversations, texts, full.perSecond / 2, seconds);
      const known = results.get(peer.name) ?? { full: [], half: [], memory: 0 };
      known.full.push(full);
      known.half.push(half);
      known.memory = Math.max(known.memory, server.memory());
      results.set(peer.name, known);
      clients.close();
      await server.stop();
    }
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const of = (list: readonly LoadResult[], key: keyof LoadResult) => median(list.map((one) => one[key]));
const echo = of(results.get('botbuilder echo (memory)')?.full ?? [], 'perSecond');
printTable(
  `${conversations} conversations at once, median of ${rounds} rounds of ${seconds} s; milliseconds from sending to the answer`,
  [...results].map(([name, { full, half, memory }]) => ({
    system: name,
    'msg/s': Math.round(of(full, 'perSecond')),
    'x echo': (of(full, 'perSecond') / echo).toFixed(2),
    p50: of(full, 'p50').toFixed(0),
    p95: of(full, 'p95').toFixed(0),
    p99: of(full, 'p99').toFixed(0),
    'half: msg/s': Math.round(of(half, 'perSecond')),
    'half p50': of(half, 'p50').toFixed(1),
    'half p95': of(half, 'p95').toFixed(1),
    'half p99': of(half, 'p99').toFixed(1),
    failed: full.concat(half).reduce((sum, { failed }) => sum + failed, 0),
    'RSS MB': Math.round(memory / 1e6),
  })),
);

const ours = results.get('finestreta (durable)');
const ratio = of(ours?.full ?? [], 'perSecond') / echo;
const halfP99 = of(ours?.half ?? [], 'p99');
const ok = ratio >= 1.5 && halfP99 < 100;
console.log(
  `\nTargets: at least 1.5 x the echo bot: ${ratio.toFixed(2)}; p99 under 100 ms at half the top rate: ${halfP99.toFixed(1)} ms. ${ok ? 'Met.' : 'MISSED.'}`,
);
process.exit(ok ? 0 : 1);
