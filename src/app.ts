import type { Channel } from '../adapters/adapter.ts';
import { readWebchatSettings } from '../adapters/webchat/index.ts';
import { type Bot, openBot } from './bot.ts';
import type { Config, Environment } from './config.ts';
import type { Log } from './core/ports.ts';
import { watchFolder } from './dialogs/watchFolder.ts';
import { createHealthRoutes } from './http/health.ts';
import { type Listener, listen } from './http/listener.ts';
import { createMetrics, createMetricsRoutes } from './http/metrics.ts';
import { createHttpApp } from './http/server.ts';
import { openWebchat } from './webchat.ts';

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
  let bot: Bot | null = null;
  try {
    bot = await openBot(config, { log, publicUrl: url, observe: metrics.observe });
    metrics.watch(bot.outbox);
    const webchat = openWebchat(bot, config, settings, log);
    const channels: readonly Channel[] = [webchat.channel];
    let ready = false;
    const http = createHttpApp({
      trustProxy: config.trustProxy,
      channels: present(channels.map(({ router }) => router)),
      routers: [createHealthRoutes(() => ready), createMetricsRoutes(metrics, config.metricsToken), webchat.pages],
      log,
    });
    await webchat.open();
    bot.startDelivery();
    listener.serve(http, present(channels.map(({ upgrade }) => upgrade)));
    const unwatch = watchContent(bot, config, log);
    ready = true;
    const close = once(async () => {
      ready = false;
      unwatch();
      await stopServing(channels, listener, config);
      await bot?.close();
    });
    return { url, bot, close };
  } catch (error) {
    await listener.close(0);
    await bot?.close();
    throw error;
  }
}

async function stopServing(channels: readonly Channel[], listener: Listener, config: Config): Promise<void> {
  await Promise.all(channels.map((channel) => channel.close()));
  await listener.close(config.shutdownSeconds * 1_000);
}

/** Takes changed content over by itself; where folders cannot be watched, SIGHUP does. */
function watchContent(bot: Bot, config: Config, log: Log): () => void {
  const failed = (error: unknown) =>
    log.warn({ error }, 'the content folder cannot be watched: send SIGHUP to read it again');
  return watchFolder(config.dialogsDir, () => void bot.knowledge.reload(), failed);
}

function present<T>(values: readonly (T | null)[]): readonly T[] {
  return values.filter((value) => value !== null);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= work();
    return running;
  };
}
