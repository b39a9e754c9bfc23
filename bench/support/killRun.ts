import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Activity, ConnectionStatus, DirectLine } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { insideOf, pretendToBeABrowser, withSockets } from '../../test/adapters/webchat/support/browser.ts';
import { freePort } from '../../test/support/freePort.ts';
import { addressOf, type Database, startDatabase } from './chaos/database.ts';
import { randomNumbers } from './random.ts';
import { type ServerProcess, startServer } from './server.ts';
import { readInstallation, type Verdict, verify } from './verifyJournal.ts';

interface KillOptions {
  readonly kills: number;
  readonly clients: number;
  /** Repeats the same moments and messages. */
  readonly seed: number;
  /** Longest life of a process, milliseconds; each lives a random share of it. */
  readonly longestLife: number;
  readonly texts: readonly string[];
  /** Folder of the bot's content; null: what we ship. */
  readonly dialogs: string | null;
  /** Further settings of its processes. */
  readonly settings?: Readonly<Record<string, string>>;
  /** `mongo`: on a private FerretDB. */
  readonly store: 'sqlite' | 'mongo';
}

interface KillReport extends Verdict {
  readonly kills: number;
  /** Posts that had to be repeated, because the server died before it acknowledged them. */
  readonly retries: number;
  /** Median time from process start to the first answer, milliseconds. */
  readonly restart: number;
}

/**
 * Kills the service with SIGKILL at random moments while real Direct Line clients (botframework-directlinejs, half by
 * WebSocket, half by polling) write and retry; then reads the journal: every acknowledged message must be in it exactly
 * once and be answered exactly once.
 */
export async function runKills(options: KillOptions): Promise<KillReport> {
  const browserEnds = pretendToBeABrowser();
  const random = randomNumbers(options.seed);
  const dataDir = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-kill-'));
  const port = await freePort();
  const database = options.store === 'mongo' ? await startDatabase(dataDir) : null;
  const installation = environmentOf(dataDir, database);
  const start = () =>
    startServer(new URL('../peers/finestreta.mjs', import.meta.url), [], {
      ...installation,
      ...(options.dialogs === null ? {} : { DIALOGS_DIR: options.dialogs }),
      ...options.settings,
      ...serverEnv(port),
    });
  const restarts: number[] = [];
  let server: ServerProcess = await start();
  await database?.index();
  let stopped = false;
  const clients = Array.from({ length: options.clients }, (_, index) =>
    talk({ port, name: `k${index}`, webSocket: index % 2 === 0, texts: options.texts, random, stopped: () => stopped }),
  );
  try {
    for (let kill = 0; kill < options.kills; kill++) {
      await pause(random() * options.longestLife);
      server.process.kill('SIGKILL');
      const began = performance.now();
      server = await start();
      restarts.push(performance.now() - began);
    }
    stopped = true;
    const results = await Promise.all(clients.map(({ done }) => done));
    // Side effects of turns, such as notifications of staff, may still be in progress.
    while (!(await isOutboxEmpty(port))) await pause(100);
    await server.stop();
    const acknowledged = results.flatMap((result) => result.acknowledged);
    restarts.sort((a, b) => a - b);
    return {
      ...verify(await readInstallation({ ...installation, PORT: '0' }), acknowledged),
      kills: options.kills,
      retries: results.reduce((sum, { retries }) => sum + retries, 0),
      restart: restarts[Math.floor(restarts.length / 2)] ?? Number.NaN,
    };
  } finally {
    stopped = true;
    for (const { end } of clients) end();
    browserEnds();
    server.process.kill('SIGKILL');
    await database?.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function isOutboxEmpty(port: number): Promise<boolean> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return /^finestreta_outbox_tasks\{state="waiting"\} 0$/m.test(metrics);
}

interface Talk {
  end(): void;
  readonly done: Promise<{ acknowledged: readonly string[]; retries: number }>;
}

/** One client: sends message after message, each until it is acknowledged, always with the same id. */
function talk(deps: {
  port: number;
  name: string;
  webSocket: boolean;
  texts: readonly string[];
  random: () => number;
  stopped: () => boolean;
}): Talk {
  const open = (where: object): DirectLine => {
    const options = {
      domain: `http://127.0.0.1:${deps.port}/v3/directline`,
      token: 'finestreta',
      ...where,
      webSocket: deps.webSocket,
      pollingInterval: 200,
      timeout: 2_000,
      // The client waits 3 s + 12 s x this before it reconnects.
      random: () => -0.249,
    } as ConstructorParameters<typeof DirectLine>[0];
    const opened = new DirectLine(withSockets(options, WebSocket));
    opened.activity$.subscribe(
      () => {},
      () => {},
    );
    return opened;
  };
  let line = open({});
  /** A client that has given up refuses everything from then on: its page is reloaded, and resumes. */
  const requeue = () => {
    if (line.connectionStatus$.getValue() !== ConnectionStatus.FailedToConnect) return;
    const { conversationId, token } = insideOf(line);
    line.end();
    line = open(conversationId === '' ? {} : { conversationId, token });
  };
  const send = async () => {
    const acknowledged: string[] = [];
    let retries = 0;
    for (let number = 0; !deps.stopped(); number++) {
      const id = `${deps.name}-${number}`;
      const text = deps.texts[Math.floor(deps.random() * deps.texts.length)] ?? '';
      const activity = { type: 'message', text, from: { id: deps.name }, channelData: { clientActivityID: id } };
      while (!(await post(line, activity as Activity))) {
        retries += 1;
        requeue();
        await pause(20 + deps.random() * 80);
      }
      acknowledged.push(id);
    }
    return { acknowledged, retries };
  };
  return { end: () => line.end(), done: send() };
}

/** Whether the server acknowledged. */
function post(line: DirectLine, activity: Activity): Promise<boolean> {
  return new Promise((resolve) => {
    line.postActivity(activity).subscribe(
      (id) => resolve(id !== 'retry'),
      () => resolve(false),
    );
  });
}

/** Where an installation stores its lasting data. */
function environmentOf(dataDir: string, database: Database | null): Record<string, string> {
  return { DATA_DIR: dataDir, MONGODB_URI: database === null ? '' : addressOf(database.port) };
}

function serverEnv(port: number): Record<string, string> {
  return {
    PORT: String(port),
    MESSAGES_BURST: '1000000',
    MESSAGES_PER_MINUTE: '1000000',
    WEBCHAT_STARTS_PER_MINUTE: '1000000',
    WEBCHAT_POSTS_PER_MINUTE: '1000000',
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
