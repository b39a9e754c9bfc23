import pino from 'pino';
import type { Bot } from '../composition/bot.ts';
import { type Config, type Environment, readConfig, serviceAddress } from '../config.ts';
import type { Log } from '../core/ports/log.ts';
import { loadEnvironment } from '../settings.ts';
import { openStores, type Stores } from '../store/open.ts';

/** Opens the bot for a command line tool, over the same data as the service, which may be running. */
export async function openForCli(
  env: Environment = loadEnvironment(),
  base: string = process.cwd(),
): Promise<{ bot: Bot; config: Config }> {
  const config = readConfig(env, base);
  // Loaded by those commands alone that open it: it is four fifths of the program.
  const { openBot } = await import('../composition/openBot.ts');
  const publicUrl = serviceAddress(config, config.port);
  const deps = { log: logForCli(env), publicUrl, observe: () => {}, observeDelivery: () => {} };
  const bot = await openBot(config, { ...deps, purpose: 'command' });
  announceInstallation(config, bot.stores.installation);
  return { bot, config };
}

/** Opens only the stores for a command, which never creates any, and prints which installation they belong to. */
export async function openStoresForCli(config: Config, log: Log): Promise<Stores> {
  const stores = await openStores({ ...config, mayMake: false, log });
  announceInstallation(config, stores.id);
  return stores;
}

/** The log of a command: errors only, unless the settings say otherwise, and never mixed with its output. */
export function logForCli(env: Environment): Log {
  return pino({ level: env.LOG_LEVEL || 'error' }, pino.destination(2));
}

/** Prints to standard error which installation and settings the command uses. */
export function announceInstallation(config: Config, installation: string | null): void {
  const { tenant, dataDir, mongoUri, settingsFile } = config;
  // Without user and password.
  const databaseLocation = mongoUri === null ? dataDir : mongoUri.replace(/\/\/[^/@]*@/, '//').replace(/\?.*/, '');
  const settings = settingsFile ?? 'the environment alone';
  process.stderr.write(
    `Installation ${installation ?? 'without an id yet'} (${tenant}) in ${databaseLocation}; settings: ${settings}\n`,
  );
}
