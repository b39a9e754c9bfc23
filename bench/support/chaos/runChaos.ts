import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedis, redisServer } from '../../../scripts/redis.mjs';
import { pretendToBeABrowser } from '../../../test/adapters/webchat/support/browser.ts';
import { finishLog } from '../publicLog/finishLog.ts';
import { judgeLog, type LogJudgement, logWrongs } from '../publicLog/judgeLog.ts';
import { watchCheckpoints } from '../publicLog/watchCheckpoints.ts';
import { randomNumbers } from '../random.ts';
import { readInstallation } from '../verifyJournal.ts';
import { OwnConnectionXhr } from './browser.ts';
import { addressOf, startDatabase } from './database.ts';
import { type Fleet, startFleet } from './fleet.ts';
import { startFollower } from './follower.ts';
import {
  type Followed,
  type Judgement,
  judgeChats,
  judgeFollower,
  judgePushes,
  judgeSink,
  type Sent,
  wrongs,
} from './judge.ts';
import { chatter, countDeaf, pusher } from './people.ts';
import { openRelay } from './relay.ts';
import { emptied, inherit, withStores } from './rest.ts';
import { openSink } from './sink.ts';
import { rage, type Storm } from './storm.ts';

interface ChaosOptions {
  /** Seed of the faults, their times, and the messages. */
  readonly seed: number;
  readonly processes: number;
  readonly chatters: number;
  readonly pushers: number;
  /** Duration of the faults, milliseconds. */
  readonly duration: number;
  /** Mean milliseconds between two faults, and the longest time of one. */
  readonly every: number;
  readonly longest: number;
  /** Most messages of one conversation, and most milliseconds between two of them. */
  readonly messages: number;
  readonly pause: number;
  readonly texts: readonly string[];
  /** Folder of the bot's content; null: what we ship. */
  readonly dialogs: string | null;
  /** Further settings of its processes. */
  readonly settings?: Readonly<Record<string, string>>;
  /**
   * Who sends what dead processes still hold: the others, once the leases have expired, or at once a process whose
   * clock is ahead.
   */
  readonly heirs: 'the living' | 'at once';
  /** Whether the public log is compared with the journal at the end; absent: it is not. */
  readonly judgesLog?: boolean;
}

interface ChaosReport {
  /** Violations in words: empty when everything is correct. */
  readonly wrong: readonly string[];
  readonly storm: Storm;
  readonly failedStarts: number;
  readonly crashes: readonly string[];
  readonly lateEnds: number;
  /** Processes that accepted no message even after all faults ended. */
  readonly deaf: number;
  readonly conversations: number;
  readonly reloads: number;
  readonly webSocket: Judgement;
  readonly polling: Judgement;
  readonly push: Judgement;
  readonly sent: Sent;
  readonly followed: Followed;
  /** The public log, compared with the journal entry by entry; null: it was not. */
  readonly publicLog: LogJudgement | null;
  /** Repetitions that the platform caused itself, and how often it failed or stalled. */
  readonly untold: number;
  readonly platformFaults: number;
  /** Seconds after the last fault until everybody had everything, and until the outbox was empty. */
  readonly settled: { readonly pages: number; readonly outbox: number };
  /** Folder of the processes' logs; kept when something is wrong. */
  readonly folder: string;
}

/**
 * Time limit after the last fault for everybody to have everything, milliseconds: a lease and a long back-off fit in.
 */
const timeoutMs = 240_000;

/**
 * Injects faults into processes, servers and networks of a whole installation while real clients write and retry,
 * repairs everything, waits until nothing is in progress, and compares what clients and the platform have with the
 * journal.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, texts } = options;
  const browserEnds = pretendToBeABrowser(OwnConnectionXhr);
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-chaos-'));
  const database = await startDatabase(folder);
  const redis = await redisServer({ path: findRedis() ?? 'redis-server', settings: [] });
  const sink = await openSink(randomNumbers(seed + 1));
  let fleet: Fleet | null = null;
  const networks = {
    clients: await openRelay(() => fleet?.ports('web') ?? []),
    hooks: await openRelay(() => fleet?.ports('hook') ?? []),
    redis: await openRelay(() => [redis.port]),
    database: await openRelay(() => [database.port]),
  };
  const own = { DATA_DIR: join(folder, 'data'), FINESTRETA_MASTER_KEY: Buffer.alloc(32, seed).toString('base64') };
  // Reading the whole journal at the end takes FerretDB long.
  const direct = { ...own, PORT: '0', MONGODB_URI: `${addressOf(database.port)}?socketTimeoutMS=180000` };
  const logFolder = join(own.DATA_DIR, 'transparency');
  const checkpoints = watchCheckpoints(join(logFolder, 'public'));
  let hopeless = false;
  let calm = false;
  try {
    fleet = await startFleet({
      size: options.processes,
      folder,
      prepare: database.index,
      env: {
        ...own,
        ...(options.dialogs === null ? {} : { DIALOGS_DIR: options.dialogs }),
        ...options.settings,
        ...noLimits,
        SINK_URL: sink.url,
        MONGODB_URI: addressOf(networks.database.port),
        REDIS_URL: `redis://127.0.0.1:${networks.redis.port}`,
      },
    });
    const follower = startFollower({ ...direct, MONGODB_URI: addressOf(networks.database.port) }, followEvery(options));
    let stopped = false;
    const person = { ...options, texts, stopped: () => stopped, hopeless: () => hopeless };
    const chats = range(options.chatters).map((index) => chatter(index, { ...person, port: networks.clients.port }));
    const pushes = range(options.pushers).map((index) =>
      pusher(index, { ...person, pause: 4 * options.pause, port: networks.hooks.port }),
    );

    const storm = await rage({ fleet, redis, database, networks }, options);
    sink.behave();
    stopped = true;
    const fixed = performance.now();
    const seconds = () => (performance.now() - fixed) / 1_000;
    const patient = setTimeout(() => {
      hopeless = true;
    }, timeoutMs);
    const deaf = options.processes - fleet.ports('hook').length + (await countDeaf(fleet.ports('hook'), timeoutMs / 4));
    const pushTalks = (await Promise.all(pushes)).flat();
    const chatTalks = (await Promise.all(chats)).flat();
    clearTimeout(patient);
    const pages = seconds();
    if (options.heirs === 'the living') await emptied(direct, timeoutMs);
    const outbox = seconds();
    const failedStarts = fleet.failedStarts();
    await fleet.stop();
    if (options.heirs === 'at once') await inherit(direct, sink.url);
    const read = await follower.finish(timeoutMs);
    let publicLog: LogJudgement | null = null;
    if (options.judgesLog === true)
      await withStores(direct, async (stores, config) => {
        await finishLog(stores, config, timeoutMs);
        checkpoints.look();
        publicLog = await judgeLog(stores, { tenant: config.tenant, folder: logFolder, seen: checkpoints.seen });
      });

    const installation = await readInstallation(direct);
    const by = (kind: 'WebSocket' | 'polling') =>
      judgeChats(
        installation,
        chatTalks.filter((each) => each.by === kind),
      );
    const [webSocket, polling] = [by('WebSocket'), by('polling')];
    const push = judgePushes(installation, pushTalks);
    const sent = judgeSink(installation, sink.arrived);
    const followed = judgeFollower(installation, read);
    const crashes = fleet.crashes();
    const wrong = [
      ...wrongs({ webSocket, polling, push }, sent, followed, { deaf, crashes: crashes.length }),
      ...(publicLog === null ? [] : logWrongs(publicLog)),
    ];
    calm = wrong.length === 0;
    return {
      wrong,
      storm,
      failedStarts,
      crashes,
      lateEnds: fleet.lateEnds(),
      deaf,
      conversations: chatTalks.length + pushTalks.length,
      reloads: chatTalks.reduce((sum, { chat }) => sum + chat.reloads(), 0),
      webSocket,
      polling,
      push,
      sent,
      followed,
      publicLog,
      untold: sink.untold(),
      platformFaults: sink.faults(),
      settled: { pages, outbox },
      folder,
    };
  } finally {
    browserEnds();
    hopeless = true;
    checkpoints.stop();
    await fleet?.stop();
    await Promise.all(Object.values(networks).map((network) => network.close()));
    await Promise.all([sink.close(), redis.stop(), database.kill()]);
    if (calm) rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds: each read scans the whole journal, as FerretDB does it. */
const followEvery = ({ duration }: ChaosOptions) => Math.max(2_000, duration / 20);

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

const noLimits = {
  MESSAGES_BURST: '1000000',
  MESSAGES_PER_MINUTE: '1000000',
  WEBCHAT_STARTS_PER_MINUTE: '1000000',
  WEBCHAT_POSTS_PER_MINUTE: '1000000',
};
