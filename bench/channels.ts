import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildPages } from '../scripts/buildPages.mjs';
import { buildServer } from '../scripts/buildServer.mjs';
import { openCliAccounts } from '../src/cli/accounts/openCliAccounts.ts';
import { makeOperators } from '../test/support/operators.ts';
import { openBots, tokens } from './support/channels/accounts.ts';
import { type BotApi, startBotApi } from './support/channels/botApi.ts';
import { type MeasuredProcess, startMeasured } from './support/channels/process.ts';
import { type Ask, steadyLoad } from './support/load.ts';
import { readQuestions } from './support/questions.ts';
import { printTable } from './support/table.ts';

/**
 * `npm run bench:channels`: a hundred Telegram accounts in one process of the service, against a Bot API in this process.
 * Measures what an idle account costs, and how long an update takes to become a `sendMessage`, with traffic on all
 * accounts.
 */
await buildPages({ force: false });
await buildServer({ force: false });
const bots = Number(process.env.BENCH_ACCOUNTS ?? 100);
const chatsPerBot = 20;
const seconds = Number(process.env.BENCH_SECONDS ?? 15);
const rates = (process.env.BENCH_RATES ?? '10,50,100,200').split(',').map(Number);
const maxIdle = 1_000_000;

const texts = readQuestions();
const unlimited = { MESSAGES_BURST: '1000000', MESSAGES_PER_MINUTE: '1000000' };
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
const idle: Record<string, string | number>[] = [];
const latency: Record<string, string | number>[] = [];
let worst = 0;

for (const receive of ['polling', 'webhook'] as const) {
  const dataDir = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-bench-'));
  const env = { DATA_DIR: dataDir, ...unlimited, ...tokens(bots) };
  const api = await startBotApi();
  // Commands never create an installation.
  await makeOperators(env, process.cwd());
  const accounts = await openCliAccounts(env, process.cwd());
  const settings = { receive, apiRoot: api.url };
  // The first account bears the shared costs: telegraf, and the connection to the platform.
  await openBots(accounts, [0], settings);
  const service = await startMeasured(env);
  try {
    await until(() => api.listening() === 1);
    const one = await settled(service);
    await openBots(accounts, numbers(1, bots), settings);
    await until(() => api.listening() === bots);
    const all = await settled(service);
    const each = (all.inUse - one.inUse) / (bots - 1);
    worst = Math.max(worst, each);
    await measure(receive, api, service);
    const after = await settled(service);
    idle.push({
      updates: receive,
      'in use: one account, MB': megabytes(one.inUse),
      [`${bots}, MB`]: megabytes(all.inUse),
      'each, kB': Math.round(each / 1_000),
      'after the traffic, MB': megabytes(after.inUse),
      'resident: one, MB': megabytes(one.resident),
      'all, MB': megabytes(all.resident),
    });
  } finally {
    await service.stop();
    await accounts.close();
    await api.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

printTable(`Idle accounts of Telegram in one process (memory in use after garbage collection, and resident)`, idle);
printTable(`From update to sendMessage, ${bots} accounts, ${bots * chatsPerBot} chats, ${seconds} s a rate`, latency);
const ok = worst < maxIdle && latency.every(({ failed }) => failed === 0);
console.log(`Targets: an idle account under 1 MB, every message answered. ${ok ? 'Met.' : 'MISSED.'}`);
process.exit(ok ? 0 : 1);

async function measure(receive: string, api: BotApi, service: MeasuredProcess): Promise<void> {
  const chats = bots * chatsPerBot;
  const ask: Ask = (chat, text) => api.ask(chat % bots, 1_000 + chat, text);
  // Everybody has been greeted, and the code is warm.
  await steadyLoad(ask, chats, texts, 150, chats / 150);
  for (const rate of rates) {
    await pause(2_000);
    const { perSecond, p50, p95, p99, failed } = await steadyLoad(ask, chats, texts, rate, seconds);
    latency.push({
      updates: receive,
      'offered, msg/s': rate,
      'answered, msg/s': perSecond.toFixed(1),
      'p50, ms': p50.toFixed(1),
      'p95, ms': p95.toFixed(1),
      'p99, ms': p99.toFixed(1),
      failed,
      'resident, MB': megabytes(await service.resident()),
    });
  }
}

/** Memory use once it is stable. */
async function settled(service: MeasuredProcess): Promise<{ inUse: number; resident: number }> {
  let before = Number.POSITIVE_INFINITY;
  for (;;) {
    await pause(1_500);
    const inUse = await service.inUse();
    if (Math.abs(inUse - before) < 200_000) return { inUse, resident: await service.resident() };
    before = inUse;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(50);
}

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
