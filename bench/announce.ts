import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { telegramCapabilities } from '../adapters/telegram/capabilities.ts';
import type { Capabilities } from '../src/core/model/account.ts';
import { type AnnounceTown, openTown } from './support/announce/town.ts';
import { printTable } from './support/table.ts';

/**
 * `npm run bench:announce`: how long it takes to send one announcement to 10,000 subscribers, over SQLite: in the web chat, on a
 * platform without rate limits, on one with Telegram's limits, and by e-mail. `BENCH_SUBSCRIBERS` sets the number of subscribers,
 * `BENCH_PACED` that on the platform with limits, which determine how long it takes.
 */
const numberIn = (name: string, standard: number) => Number(process.env[name] ?? standard);
const all = numberIn('BENCH_SUBSCRIBERS', 10_000);
const paced = numberIn('BENCH_PACED', 1_000);

const push: Capabilities = { ...telegramCapabilities, pace: null };
const ways: readonly { readonly name: string; readonly count: number; readonly capabilities: Capabilities | 'mail' }[] =
  [
    { name: 'web chat', count: all, capabilities: { ...push, delivery: 'pull' } },
    { name: 'platform without a limit', count: all, capabilities: push },
    { name: 'platform with the limits of Telegram', count: paced, capabilities: telegramCapabilities },
    { name: 'e-mail', count: all, capabilities: 'mail' },
  ];

async function measure({ name, count, capabilities }: (typeof ways)[number]) {
  const folder = mkdtempSync(join(tmpdir(), 'finestreta-announce-'));
  const town: AnnounceTown = await openTown(folder, count, capabilities);
  try {
    const listed = performance.now();
    await town.open();
    const listSeconds = (performance.now() - listed) / 1_000;
    let highest = 0;
    const watch = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage().rss);
    }, 100);
    const before = performance.eventLoopUtilization();
    const began = performance.now();
    await town.notifyAll();
    const seconds = (performance.now() - began) / 1_000;
    const { active } = performance.eventLoopUtilization(before);
    clearInterval(watch);
    // Everybody is checked once more: nobody is notified twice.
    await town.notifyAll();
    const { sent, twice, mostInSecond } = town.counts();
    return {
      row: {
        by: name,
        subscribers: count,
        'list made again, s': listSeconds.toFixed(1),
        sent,
        twice,
        's in all': seconds.toFixed(1),
        'a second': (sent / seconds).toFixed(0),
        'most in a second': mostInSecond,
        'main thread, ms each': (active / sent).toFixed(2),
        'resident, MB': (highest / 1e6).toFixed(0),
      },
      isRight: sent === count && twice === 0,
    };
  } finally {
    await town.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const rows = [];
for (const way of ways) rows.push(await measure(way));
printTable(
  'One announcement',
  rows.map(({ row }) => row),
);
const ok = rows.every(({ isRight }) => isRight);
console.log(`Each subscriber is notified exactly once. ${ok ? 'Met.' : 'MISSED.'}`);
process.exit(ok ? 0 : 1);
