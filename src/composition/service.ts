import type { RequestHandler, Router } from 'express';
import type { Upgrade } from '../../adapters/adapter.ts';
import about from '../../package.json' with { type: 'json' };
import { type Config, serviceAddress } from '../config.ts';
import { watchFolder } from '../content/load/watchFolder.ts';
import { openReadingThread } from '../content/reading/readingThread.ts';
import { countCases } from '../core/cases/countCases.ts';
import { codeOf } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { createHealthRoutes } from '../http/health.ts';
import { listen } from '../http/listener.ts';
import { createMetrics, createMetricsRoutes } from '../http/metrics/index.ts';
import type { StreamCounts } from '../http/metrics/traffic.ts';
import type { WatchedService } from '../http/metrics/watchService.ts';
import { createSecurityTxt } from '../http/securityTxt.ts';
import { createHttpApp } from '../http/server.ts';
import { meaningOff, openMeaning } from '../language/meaning/meaning.ts';
import { lastBackup } from './backupMark.ts';
import type { Bot } from './bot.ts';
import type { AccountHealth } from './channels.ts';
import { openBot } from './openBot.ts';
import type { Roles } from './roles.ts';

/** The running service. */
export interface RunningService {
  /** Public address. */
  readonly url: string;
  readonly bot: Bot;
  /** Resolves with the reason when the stores can no longer be trusted: the process must end without writing again. */
  readonly lost: Promise<unknown>;
  /** Accepts nothing new, finishes work in progress, closes the stores. Idempotent. */
  close(): Promise<void>;
}

/** The ways in and out of the bot, as the composition root creates them. */
export interface Routes {
  /** Routes of the channels and of our own pages: served in the role `web`. */
  readonly channels: readonly Router[];
  readonly pages: readonly RequestHandler[];
  /** Routes for command line tools, in every role. */
  readonly own: readonly Router[];
  readonly upgrades: readonly Upgrade[];
  /** The health of the accounts in this process. */
  readonly accounts: () => readonly AccountHealth[];
  /** The number of open streams. */
  readonly streams: () => StreamCounts;
  /** Starts accepting messages and processing the outbox. */
  open(): Promise<void>;
  /** Ends the streams, so that their clients reconnect to another process while requests are still being answered. */
  leave(): void;
  /** Accepts no more messages; resolves when those in progress are complete. */
  close(): Promise<void>;
}

/** Runs a task in exactly one process, as `startSingle` does; in this one only if it is a worker. */
export type Single = Bot['processes']['single'];

interface ServiceDeps {
  readonly config: Config;
  readonly roles: Roles;
  readonly makeRoutes: (deps: { bot: Bot; url: string; single: Single }) => Promise<Routes>;
  readonly log: Log;
}

/**
 * Starts a process of the service: listens, opens the bot and its routes, and does the work of its roles. `/readyz`
 * says no until everything works.
 * @throws {CodedError} `port.unusable`, and the codes of the stores, of the content and of the routes
 */
export async function startService({ config, roles, makeRoutes, log }: ServiceDeps): Promise<RunningService> {
  const metrics = createMetrics();
  const listener = await listen(
    config.host,
    config.port,
    (error) => log.error({ code: codeOf(error), error }, 'a connection was closed because its handler failed'),
    metrics.traffic.observe,
  );
  const url = serviceAddress(config, listener.port);
  const meaning = config.meaning === null ? meaningOff() : openMeaning({ log, ...config.meaning });
  metrics.watchMeaning(meaning);
  const reading = config.readingThread ? openReadingThread({ log }) : null;
  if (reading !== null) metrics.watchReading(reading);
  const closeReaders = () => Promise.all([meaning.close(), reading?.close()]);
  return orClose(openAll, async () => {
    await listener.close(0);
    await closeReaders();
  });

  async function openAll(): Promise<RunningService> {
    const bot = await openBot(config, {
      log,
      purpose: 'service',
      publicUrl: url,
      observe: metrics.observe,
      observeDelivery: metrics.observeDelivery,
      observeNotification: metrics.observeNotification,
      meaning,
      reading,
    });
    const single = roles.worker ? bot.processes.single : notHere;
    return orClose(
      async () => {
        await bot.rights.repeatErasures();
        const routes = await makeRoutes({ bot, url, single });
        return orClose(
          () => serve(bot, routes),
          async () => {
            await listener.close(0);
            await routes.close();
          },
        );
      },
      async () => {
        await listener.close(0);
        await bot.close();
      },
    );
  }

  async function serve(bot: Bot, routes: Routes): Promise<RunningService> {
    const { health } = bot.stores;
    metrics.watch(bot.stores.outbox);
    metrics.watchService(watchedOf(bot, config));
    metrics.watchDependencies({ store: health, isInTouch: bot.processes.isInTouch });
    metrics.watchAccounts(routes.accounts);
    metrics.traffic.watchStreams(routes.streams);
    let ready = false;
    const hindrance = () => (ready ? health.problem() : 'service.starting');
    const own = [
      createHealthRoutes(hindrance, meaning.hindrance),
      createMetricsRoutes(metrics, config.metricsToken),
      ...routes.own,
      createSecurityTxt({ contacts: config.securityContacts, publicUrl: config.publicUrl, clock: Date.now }),
    ];
    const http = createHttpApp({
      trustProxy: config.trustProxy,
      publicUrl: config.publicUrl,
      channels: roles.web ? routes.channels : [],
      routers: roles.web ? [...own, ...routes.pages] : own,
      log,
    });
    await routes.open();
    if (roles.worker) startWork(bot);
    warnOfMissingRedis(config, roles, log);
    warnOfMissingSecondFactor(config, roles, log);
    listener.serve(http, roles.web ? routes.upgrades : []);
    const unwatch = watchContent(bot, config, log);
    ready = true;
    const close = once(async () => {
      ready = false;
      await unwatch();
      routes.leave();
      await listener.drain(drainTimeoutMs);
      await routes.close();
      await listener.close(config.shutdownSeconds * 1_000);
      await bot.close();
      await closeReaders();
    });
    return { url, bot, lost: health.lost, close };
  }
}

/** Opens something on top of what is open already, which is closed where that fails. */
async function orClose<T>(open: () => Promise<T>, close: () => Promise<unknown>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Milliseconds during which a stopping process still answers connected clients before it refuses: most finish within a
 * few.
 */
const drainTimeoutMs = 2_000;

/** The installation-wide figures for metrics. */
function watchedOf({ stores, conversations, publicLog }: Bot, { tenant, backupMark }: Config): WatchedService {
  return {
    version: about.version,
    messages: conversations.waiting,
    cases: () => countCases(stores.cases, tenant, Date.now()),
    refusedContent: conversations.knowledge.refused,
    lastBackup: () => lastBackup(backupMark),
    publicLog: () => publicLog?.caughtUpAt() ?? null,
  };
}

/** Tasks for a single process run in workers only. */
const notHere: Single = () => ({ stop: async () => {} });

function warnOfMissingRedis(config: Config, { web, worker }: Roles, log: Log): void {
  if ((web && worker) || config.redisUrl !== null) return;
  log.warn({}, 'several processes need REDIS_URL: without it they signal each other only at intervals');
}

/** Reminds at each start that the rule is relaxed. */
function warnOfMissingSecondFactor({ secondFactor }: Config, { web }: Roles, log: Log): void {
  if (!web || secondFactor === 'required') return;
  const whose = secondFactor === 'off' ? 'any staff member' : 'an agent, editor or auditor';
  log.warn(
    {},
    `CONSOLE_SECOND_FACTOR is ${secondFactor}: a stolen password of ${whose} gives access to what citizens wrote`,
  );
}

/** What a worker does whatever its channels are. */
function startWork({ delivery, content, processes }: Bot): void {
  delivery.start();
  if (content === null) return;
  processes.single('content releases', (_, end) => content.releaseOnTime(end));
  processes.single('questions', content.questions.follow);
}

/**
 * Applies new content automatically: releases, or changed files; where folders cannot be watched, on SIGHUP. Returns
 * what ends it.
 */
function watchContent({ content, conversations }: Bot, config: Config, log: Log): () => Promise<void> {
  if (content !== null) {
    const end = new AbortController();
    const following = content.follow(end.signal);
    return async () => {
      end.abort();
      await following;
    };
  }
  const { knowledge } = conversations;
  const failed = (error: unknown) =>
    log.warn({ error }, 'the content folder cannot be watched: send SIGHUP to reload it');
  const unwatch = watchFolder(config.dialogsDir, () => void knowledge.reload(), failed);
  return async () => unwatch();
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= work();
    return running;
  };
}
