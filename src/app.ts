import { fileURLToPath } from 'node:url';
import type { Express } from 'express';
import type { Channel } from '../adapters/adapter.ts';
import {
  createMemoryLimit,
  createWebchat,
  readWebchatSettings,
  webchatCapabilities,
} from '../adapters/webchat/index.ts';
import { type Bot, openBot } from './bot.ts';
import type { Config, Environment } from './config.ts';
import type { Account } from './core/account.ts';
import type { Locale } from './core/locale.ts';
import type { Log } from './core/ports.ts';
import { watchFolder } from './dialogs/watchFolder.ts';
import { createHealthRoutes } from './http/health.ts';
import { listen } from './http/listener.ts';
import { createMetrics, createMetricsRoutes } from './http/metrics.ts';
import { createPages } from './http/pages/index.ts';
import type { PageValues } from './http/pages/strings.ts';
import { createHttpApp } from './http/server.ts';

const builtPages = fileURLToPath(new URL('../dist/web', import.meta.url));

/** The running service. */
export interface App {
  /** Address at which people reach it. */
  readonly url: string;
  readonly bot: Bot;
  /** Takes nothing new, finishes what is under way, closes the stores. Saying it again changes nothing. */
  close(): Promise<void>;
}

/**
 * Starts the service: listens, opens the bot, mounts its channels. `/readyz` says no until all of it works.
 * @throws {CodedError} `config.invalid`, and the codes of the stores and of the content
 */
export async function startApp(config: Config, env: Environment, log: Log): Promise<App> {
  const settings = readWebchatSettings(env);
  const listener = await listen(config.host, config.port);
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const url = config.publicUrl ?? `http://${host}:${listener.port}`;
  const metrics = createMetrics();
  try {
    const bot = await openBot(config, { log, publicUrl: url, observe: metrics.observe });
    metrics.watch(bot.outbox);

    const account: Account = {
      id: 'web',
      tenant: config.tenant,
      channel: 'webchat',
      locale: config.locale,
      capabilities: webchatCapabilities,
      pace: config.pace,
    };
    const webchat = createWebchat({
      settings,
      accounts: [account],
      receive: bot.engine.receive,
      readTranscript: bot.readTranscript,
      conversationId: bot.sealer.conversationId,
      sealFile: bot.files.sealFile,
      openFile: bot.files.openFile,
      wake: bot.wake,
      limits: {
        starts: createMemoryLimit(settings.startsPerMinute, 60),
        posts: createMemoryLimit(settings.postsPerMinute, 60),
      },
      secret: bot.derive('webchat'),
      clock: Date.now,
      log,
    });
    const channels: readonly Channel[] = [webchat];
    const pages = createPages({
      folder: builtPages,
      values: (locale) => valuesFor(bot, locale),
      siteKey: settings.siteKey,
      account,
      receive: bot.engine.receive,
      readTranscript: bot.readTranscript,
      conversationId: bot.sealer.conversationId,
      verifyToken: webchat.verifyToken,
      allowsOrigin: webchat.allowsOrigin,
      baseUrl: webchat.baseUrl,
      allow: createMemoryLimit(settings.postsPerMinute, 60).allow,
      secret: bot.derive('pages'),
      log,
    });

    let ready = false;
    const http: Express = createHttpApp({
      trustProxy: config.trustProxy,
      routers: [createHealthRoutes(() => ready), createMetricsRoutes(metrics, config.metricsToken), pages],
      channels: channels.map(({ router }) => router).filter((router) => router !== null),
      log,
    });
    for (const { adapter } of channels) {
      const { send } = adapter;
      if (send !== null) for (const own of adapter.accounts) bot.route(own, send);
      await adapter.start();
    }
    bot.startDelivery();
    listener.serve(
      http,
      channels.map(({ upgrade }) => upgrade).filter((upgrade) => upgrade !== null),
    );
    const unwatch = watchFolder(
      config.dialogsDir,
      () => void bot.knowledge.reload(),
      (error) => log.warn({ error }, 'the content folder cannot be watched: send SIGHUP to read it again'),
    );
    ready = true;

    let closing: Promise<void> | null = null;
    const close = async () => {
      ready = false;
      unwatch();
      await Promise.all(channels.map(({ adapter }) => adapter.stop()));
      await listener.close(config.shutdownSeconds * 1_000);
      await bot.close();
    };
    return {
      url,
      bot,
      close: () => {
        closing ??= close();
        return closing;
      },
    };
  } catch (error) {
    await listener.close(0);
    throw error;
  }
}

/** The council's names and addresses in one language, as the pages use them. */
function valuesFor(bot: Bot, locale: Locale): PageValues {
  const { values, links } = bot.knowledge.content().council;
  const inLocale = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value[locale],
  ]);
  return { ...Object.fromEntries(inLocale), site: links.site };
}
