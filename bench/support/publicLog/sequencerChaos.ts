import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClient } from 'redis';
import { findRedis, redisServer } from '../../../scripts/redis.mjs';
import { iterateCommits } from '../../../src/core/journal/iterateCommits.ts';
import { openStores } from '../../../src/store/open.ts';
import type { LeaseTimes } from '../../../src/store/redis/leases.ts';
import { leaseKey } from '../../../src/store/redis/redisNames.ts';
import { addressOf, startDatabase } from '../chaos/database.ts';
import { until } from '../chaos/until.ts';
import { randomNumbers } from '../random.ts';
import { silent } from '../scale/silent.ts';
import { headOf, judgeLog, type LogJudgement } from './judgeLog.ts';
import { watchCheckpoints } from './watchCheckpoints.ts';

interface SequencerChaosOptions {
  /** Repeats the same moments between a take-over and the next blow. */
  readonly seed: number;
  readonly processes: number;
  /** How often the process that continues the log is killed, and how often it is suspended until others have taken over. */
  readonly kills: number;
  readonly suspensions: number;
  /** Most milliseconds that a process continues the log before it is hit. */
  readonly longestLife: number;
  readonly store: 'sqlite' | 'mongo';
  readonly leaseTimes: LeaseTimes;
  /** How many times as often as in a service the journal and the lease are checked. */
  readonly pace: number;
  /** Mean milliseconds between two messages of a process. */
  readonly pause: number;
}

/** What a process is told, as JSON on its command line. */
export interface LogProcessOptions extends Pick<SequencerChaosOptions, 'seed' | 'leaseTimes' | 'pace' | 'pause'> {
  readonly folder: string;
  readonly mongoUri: string | null;
  readonly redisUrl: string;
  readonly name: string;
}

interface SequencerChaosReport extends LogJudgement {
  readonly kills: number;
  readonly suspensions: number;
  /** Processes that continued the log, one after the other. */
  readonly sequencers: number;
  readonly acknowledged: number;
  /** Acknowledged messages that are not in the journal. */
  readonly lost: number;
  /** Different checkpoints that somebody saw who read it all the time. */
  readonly checkpoints: number;
  /** Milliseconds from a blow until another process held the lease, sorted. */
  readonly takeovers: readonly number[];
}

const script = fileURLToPath(new URL('logProcess.ts', import.meta.url));
/** Milliseconds: longer than a log that cannot go on waits before it tries again. */
const timeoutMs = 90_000;

interface Member {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly written: Promise<void>;
}

/**
 * Several processes share one store and write into it; the one that continues the public log is killed, or suspended, at random
 * moments, and another one started in its place. Then all that the log says is compared with the journal.
 */
export async function runSequencerChaos(options: SequencerChaosOptions): Promise<SequencerChaosReport> {
  const random = randomNumbers(options.seed);
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-sequencers-'));
  const redis = await redisServer({ path: findRedis() ?? 'redis-server', settings: [] });
  const database = options.store === 'mongo' ? await startDatabase(folder) : null;
  const mongoUri = database === null ? null : addressOf(database.port);
  const client = await createClient({ url: redis.url }).connect();
  const members = new Set<Member>();
  const acknowledged: string[] = [];
  let started = 0;

  function start(): Member {
    started += 1;
    const { leaseTimes, pace, pause, seed } = options;
    const own: LogProcessOptions = {
      ...{ folder, mongoUri, redisUrl: redis.url, leaseTimes, pace, pause },
      ...{ name: `p${started}`, seed: seed + started },
    };
    const words = ['--disable-warning=ExperimentalWarning', script, JSON.stringify(own)];
    const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    const [ready, written] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    child.stdin?.on('error', () => {});
    createInterface({ input: child.stdout as Readable }).on('line', (line) => {
      if (line === 'READY') ready.resolve();
      else if (line === 'WRITTEN') written.resolve();
      else acknowledged.push(line);
    });
    const member = { child, ready: ready.promise, written: written.promise };
    child.once('exit', (code, signal) => {
      members.delete(member);
      const error = new Error(`a process ended with ${code ?? signal} before it was done`);
      ready.reject(error);
      written.reject(error);
    });
    // Who waits for it hears of it.
    ready.promise.catch(() => {});
    written.promise.catch(() => {});
    members.add(member);
    return member;
  }

  /** The process that holds the lease; null: none that is alive. */
  async function sequencer(): Promise<Member | null> {
    const holder = await client.hGet(leaseKey('public log'), 'holder');
    const pid = Number(holder?.split(':').at(-1));
    return [...members].find(({ child }) => child.pid === pid) ?? null;
  }
  const token = async () => String(await client.hGet(leaseKey('public log'), 'token'));

  const watch = watchCheckpoints(join(folder, 'transparency', 'public'));
  const { seen } = watch;
  const sizeNow = () => (seen.length === 0 ? 0 : headOf(seen.at(-1) ?? '').size);
  const takeovers: number[] = [];
  const tokens = new Set<string>();
  const need = async (what: string, isSo: () => boolean | Promise<boolean>) => {
    if (!(await until(isSo, timeoutMs))) throw new Error(`${what}: not within ${timeoutMs / 1_000} s (${folder})`);
  };

  try {
    // The first one makes what all share.
    await start().ready;
    await database?.index();
    await Promise.all(Array.from({ length: options.processes - 1 }, () => start().ready));
    const blows = deckOf(options, random);
    for (const blow of [...blows, 'none'] as const) {
      await need('somebody continues the log', async () => (await sequencer()) !== null);
      const size = sizeNow();
      await need('the log grows', () => sizeNow() > size);
      tokens.add(await token());
      if (blow === 'none') break;
      await sleep(random() * options.longestLife);
      const victim = await sequencer();
      if (victim === null) continue;
      const before = await token();
      const began = performance.now();
      victim.child.kill(blow === 'kill' ? 'SIGKILL' : 'SIGSTOP');
      if (blow === 'kill') start();
      await need('another one takes over', async () => (await token()) !== before && (await sequencer()) !== victim);
      takeovers.push(performance.now() - began);
      // It goes on where it was stopped, while another one continues the log.
      if (blow === 'suspend') victim.child.kill('SIGCONT');
    }
    await Promise.all([...members].map(({ ready }) => ready));
    for (const { child } of members) child.stdin?.write('stop\n');
    await Promise.all([...members].map(({ written }) => written));
    const stores = await openStores({
      ...{ dataDir: folder, keysDir: join(folder, 'keys'), masterKey: Buffer.alloc(32, 7) },
      // Reading the whole journal takes FerretDB long.
      mongoUri: mongoUri && `${mongoUri}?socketTimeoutMS=180000`,
      ...{ mongoKeysUri: null, log: silent },
    });
    try {
      const judge = () => judgeLog(stores, { tenant: 'default', folder: join(folder, 'transparency'), seen });
      let judgement = await judge();
      // What is missing may still come; anything else is wrong for ever.
      await until(async () => {
        watch.look();
        judgement = await judge();
        return judgement.missing === 0;
      }, timeoutMs);
      const kept = new Set<string>();
      for await (const { conversation, revision } of iterateCommits(stores.store.journal))
        kept.add(JSON.stringify([conversation, revision]));
      return {
        ...judgement,
        kills: blows.filter((blow) => blow === 'kill').length,
        suspensions: blows.filter((blow) => blow === 'suspend').length,
        sequencers: tokens.size,
        acknowledged: acknowledged.length,
        lost: acknowledged.filter((commit) => !kept.has(commit)).length,
        checkpoints: seen.length,
        takeovers: takeovers.sort((a, b) => a - b),
      };
    } finally {
      await stores.store.close();
      await stores.keyring.close();
    }
  } finally {
    watch.stop();
    const ending = [...members].map(({ child }) => new Promise((resolve) => child.once('close', resolve)));
    for (const { child } of members) child.kill('SIGKILL');
    await Promise.all(ending);
    client.destroy();
    await redis.stop();
    await database?.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The blows in the order of the seed. */
function deckOf({ kills, suspensions }: SequencerChaosOptions, random: () => number): ('kill' | 'suspend')[] {
  const blows = [...Array<'kill'>(kills).fill('kill'), ...Array<'suspend'>(suspensions).fill('suspend')];
  return blows
    .map((blow) => ({ blow, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ blow }) => blow);
}
