import type { Router } from 'express';
import type { Upgrade } from '../../adapters/adapter.ts';
import about from '../../package.json' with { type: 'json' };
import { addressOf, type Config } from '../config.ts';
import { watchFolder } from '../content/load/watchFolder.ts';
import { countCases } from '../core/cases/countCases.ts';
import { codeOf } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { createHealthRoutes } from '../http/health.ts';
import { listen } from '../http/listener.ts';
import { createMetrics, createMetricsRoutes } from '../http/metrics/index.ts';
import type { WatchedService } from '../http/metrics/service.ts';
import type { StreamCounts } from '../http/metrics/traffic.ts';
import { createSecurityTxt } from '../http/securityTxt.ts';
import { createHttpApp } from '../http/server.ts';
import { meaningOff, openMeaning } from '../language/meaning/meaning.ts';
import { lastBackup } from './backupMark.ts';
import type { Bot } from './bot.ts';
import type { AccountHealth } from './channels.ts';
import { openBot } from './openBot.ts';
import type { Roles } from './roles.ts';

/** The running service. */
export interface App {
  /** Address at which people reach it. */
  readonly url: string;
  readonly bot: Bot;
  /** Resolves with the reason when the stores can't be trusted any more: the process must end, without writing again. */
  readonly lost: Promise<unknown>;
  /** Takes nothing new, finishes what is under way, closes the stores. Saying it again changes nothing. */
  close(): Promise<void>;
}

/** What leads in and out of the bot, as the composition root puts it together. */
export interface Routes {
  /** Routes of the channels, and of our own pages: served in the role `web`. */
  readonly channels: readonly Router[];
  readonly pages: readonly Router[];
  /** What commands of the terminal ask, in every role. */
  readonly own: readonly Router[];
  readonly upgrades: readonly Upgrade[];
  /** How the accounts are doing in this process. */
  readonly accounts: () => readonly AccountHealth[];
  /** How many streams are open. */
  readonly streams: () => StreamCounts;
  /** Lets messages in, and the outbox out. */
  open(): Promise<void>;
  /** Lets whoever follows something come back elsewhere, before the others are answered to the end. */
  leave(): void;
  /** Takes no more messages; resolves when those under way are done. */
  close(): Promise<void>;
}

/** No way in or out: those of a process that only sends what needs none. */
export const noRoutes: Routes = {
  channels: [],
  pages: [],
  own: [],
  upgrades: [],
  accounts: () => [],
  streams: () => ({ webchat: 0, console: 0 }),
  open: async () => {},
  leave: () => {},
  close: async () => {},
};

/** Keeps work going in exactly one process of all, as `startSingle` does; here if this is a worker. */
export type Single = Bot['single'];

export interface ServiceDeps {
  readonly config: Config;
  readonly roles: Roles;
  readonly makeRoutes: (deps: { bot: Bot; url: string; single: Single }) => Promise<Routes>;
  readonly log: Log;
}

/**
 * Starts a process of the service: listens, opens the bot and its doors, and does what its roles say. `/readyz` says no
 * until all of it works.
 * @throws {CodedError} `port.unusable`, and the codes of the stores, of the content and of the doors
 */
export async function startService({ config, roles, makeRoutes, log }: ServiceDeps): Promise<App> {
  const metrics = createMetrics();
  const listener = await listen(
    config.host,
    config.port,
    (error) => log.error({ code: codeOf(error), error }, 'a connection was cut: its handler failed'),
    metrics.traffic.observe,
  );
  const url = addressOf(config, listener.port);
  const meaning = config.meaning === null ? meaningOff() : openMeaning({ log, share: config.meaning.cpuShare });
  metrics.watchMeaning(meaning);
  let bot: Bot | null = null;
  let routes: Routes = noRoutes;
  try {
    bot = await openBot(config, {
      log,
      purpose: 'service',
      publicUrl: url,
      observe: metrics.observe,
      observeDelivery: metrics.observeDelivery,
      observeNotification: metrics.observeNotification,
      meaning,
    });
    metrics.watch(bot.outbox);
    metrics.watchService(watchedOf(bot, config));
    metrics.watchDependencies({ store: bot.storeHealth, isInTouch: bot.isInTouch });
    routes = await makeRoutes({ bot, url, single: roles.worker ? bot.single : notHere });
    metrics.watchAccounts(routes.accounts);
    metrics.traffic.watchStreams(routes.streams);
    let ready = false;
    const { storeHealth } = bot;
    const hindrance = () => (ready ? storeHealth.problem() : 'service.starting');
    const own = [
      createHealthRoutes(hindrance),
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
    if (roles.worker) bot.startDelivery();
    warnOfSilence(config, roles, log);
    warnOfMissingSecondFactor(config, roles, log);
    listener.serve(http, roles.web ? routes.upgrades : []);
    const unwatch = watchContent(bot, config, log);
    ready = true;
    const close = once(async () => {
      ready = false;
      unwatch();
      routes.leave();
      await listener.drain(shutdownTimeout);
      await routes.close();
      await listener.close(config.shutdownSeconds * 1_000);
      await bot?.close();
      await meaning.close();
    });
    return { url, bot, lost: storeHealth.lost, close };
  } catch (error) {
    await listener.close(0);
    await routes.close();
    await bot?.close();
    await meaning.close();
    throw error;
  }
}

/** Milliseconds for which a stop still answers whoever is connected, before it refuses: most are done in a few. */
const shutdownTimeout = 2_000;

/** What is shown of the installation as a whole. */
function watchedOf({ cases, knowledge }: Bot, { tenant, backupMark }: Config): WatchedService {
  return {
    version: about.version,
    cases: () => countCases(cases, tenant, Date.now()),
    refusedContent: knowledge.refused,
    lastBackup: () => lastBackup(backupMark),
  };
}

/** What only one process does is done by a worker. */
const notHere: Single = () => ({ stop: async () => {} });

function warnOfSilence(config: Config, { web, worker }: Roles, log: Log): void {
  if ((web && worker) || config.redisUrl !== null) return;
  log.warn({}, 'processes that share the work need REDIS_URL: without it they learn of each other only now and then');
}

/** Whoever relaxes the rule should see it at each start. */
function warnOfMissingSecondFactor({ secondFactor }: Config, { web }: Roles, log: Log): void {
  if (!web || secondFactor === 'required') return;
  const whose = secondFactor === 'off' ? 'anybody' : 'an agent, editor or auditor';
  log.warn(
    {},
    `CONSOLE_SECOND_FACTOR is ${secondFactor}: the password of ${whose} of staff, once stolen, opens what citizens wrote`,
  );
}

/** Takes changed content over by itself; where folders cannot be watched, SIGHUP does. */
function watchContent(bot: Bot, config: Config, log: Log): () => void {
  const failed = (error: unknown) =>
    log.warn({ error }, 'the content folder cannot be watched: send SIGHUP to read it again');
  return watchFolder(config.dialogsDir, () => void bot.knowledge.reload(), failed);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= work();
    return running;
  };
}
