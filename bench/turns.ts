import { writeFileSync } from 'node:fs';
import { buildPages } from '../scripts/buildPages.mjs';
import { fullLoad, type LoadResult, steadyLoad } from './support/load.ts';
import { createFreshMessages } from './support/questions.ts';
import { printTable } from './support/table.ts';
import { openTurnPeers } from './support/turnPeers.ts';

/**
 * `npm run bench:turns`: messages per second through HTTP, with a durable commit and a delivered answer (ours), compared
 * with a Bot Framework echo bot and a Bot Framework bot on nlp.js, which store nothing, and with the latter with durable
 * state. One run, one machine, the same client, texts that never repeat. The cost of a message is measured at a fixed
 * rate, so that fast and slow systems do the same work.
 *
 * BENCH_SECONDS, BENCH_ROUNDS, BENCH_RATE; BENCH_FLUSH_MS: additional time of a disk flush; BENCH_PEERS: prefixes of the
 * names of the systems to run, separated by semicolons; BENCH_BEFORE: another tree of this project, measured in alternation
 * with this one; BENCH_JSON: a file for the figures.
 */
await buildPages({ force: false });
const conversations = 1_000;
const seconds = Number(process.env.BENCH_SECONDS ?? 8);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const rate = Number(process.env.BENCH_RATE ?? 600);
const warmUpSeconds = 2;

interface Round {
  readonly full: LoadResult;
  readonly fixed: LoadResult;
  readonly mainMs: number;
  readonly allMs: number;
  readonly busy: number;
  readonly longestDelayMs: number;
  readonly memoryMb: number;
}

const { peers, close } = openTurnPeers({ conversations, before: process.env.BENCH_BEFORE ?? null });
const wanted = process.env.BENCH_PEERS?.split(';') ?? [''];
const results = new Map<string, Round[]>();
try {
  for (let round = 0; round < rounds; round++) {
    for (const { name, start, open } of peers) {
      if (!wanted.some((beginning) => name.startsWith(beginning))) continue;
      const nextMessage = createFreshMessages();
      const say = () => nextMessage().text;
      const server = await start();
      const clients = await open(server.port);
      try {
        await fullLoad(clients.ask, conversations, say, warmUpSeconds);
        const full = await fullLoad(clients.ask, conversations, say, seconds);
        const before = await server.usage({ watch: true });
        const fixed = await steadyLoad(clients.ask, conversations, say, rate, seconds);
        const after = await server.usage();
        const messages = Math.floor(rate * seconds);
        const measured = {
          full,
          fixed,
          mainMs: (after.mainMs - before.mainMs) / messages,
          allMs: (after.allMs - before.allMs) / messages,
          busy: after.busy,
          longestDelayMs: after.longestDelayMs,
          memoryMb: server.memory() / 1e6,
        };
        results.set(name, [...(results.get(name) ?? []), measured]);
      } finally {
        clients.close();
        await server.stop();
      }
    }
  }
} finally {
  close();
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const of = (name: string, value: (round: Round) => number) => median((results.get(name) ?? []).map(value));
const echo = of('botbuilder echo (memory)', ({ full }) => full.perSecond);
const names = [...results.keys()];
printTable(
  `As fast as it goes: ${conversations} conversations at once, median of ${rounds} rounds of ${seconds} s; ms from sending to the answer`,
  names.map((system) => ({
    system,
    'msg/s': Math.round(of(system, ({ full }) => full.perSecond)),
    'x echo': (of(system, ({ full }) => full.perSecond) / echo).toFixed(2),
    p50: of(system, ({ full }) => full.p50).toFixed(0),
    p95: of(system, ({ full }) => full.p95).toFixed(0),
    p99: of(system, ({ full }) => full.p99).toFixed(0),
    failed: (results.get(system) ?? []).reduce((sum, { full, fixed }) => sum + full.failed + fixed.failed, 0),
    'RSS MB': Math.round(of(system, ({ memoryMb }) => memoryMb)),
  })),
);
printTable(
  `At ${rate} messages a second, texts that never repeat${process.env.BENCH_FLUSH_MS ? `, flushes ${process.env.BENCH_FLUSH_MS} ms longer` : ''}`,
  names.map((system) => ({
    system,
    'msg/s': Math.round(of(system, ({ fixed }) => fixed.perSecond)),
    'main thread, ms': of(system, ({ mainMs }) => mainMs).toFixed(2),
    'all threads, ms': of(system, ({ allMs }) => allMs).toFixed(2),
    'loop busy': of(system, ({ busy }) => busy).toFixed(2),
    'longest delay': of(system, ({ longestDelayMs }) => longestDelayMs).toFixed(0),
    p50: of(system, ({ fixed }) => fixed.p50).toFixed(1),
    p95: of(system, ({ fixed }) => fixed.p95).toFixed(1),
    p99: of(system, ({ fixed }) => fixed.p99).toFixed(1),
  })),
);
if (process.env.BENCH_JSON) writeFileSync(process.env.BENCH_JSON, JSON.stringify([...results], null, 2));

const words = 'finestreta, words alone';
const whole = 'finestreta';
const targets = [
  { what: 'of the echo bot', value: of(whole, ({ full }) => full.perSecond) / echo, least: 1 },
  { what: 'ms of the main thread, words alone', value: of(words, ({ mainMs }) => mainMs), most: 0.3 },
  { what: 'ms of all threads, words alone', value: of(words, ({ allMs }) => allMs), most: 0.6 },
  { what: 'ms at p99', value: of(whole, ({ fixed }) => fixed.p99), most: 25 },
  { what: 'ms longest delay', value: of(whole, ({ longestDelayMs }) => longestDelayMs), most: 20 },
].filter(({ value }) => !Number.isNaN(value));
const missed = targets.filter(({ value, least = 0, most = Number.POSITIVE_INFINITY }) => value < least || value > most);
for (const { what, value, least, most } of targets)
  console.log(`${value.toFixed(2)} ${what}, ${least === undefined ? `at most ${most}` : `at least ${least}`}`);
console.log(missed.length === 0 ? 'All targets met.' : `MISSED: ${missed.map(({ what }) => what).join('; ')}`);
process.exit(missed.length === 0 ? 0 : 1);
