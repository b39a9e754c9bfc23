import pino from 'pino';
import type { Bot } from '../app/bot.ts';
import { openBot } from '../app/openBot.ts';
import { addressOf, loadEnvironment, readConfig } from '../config.ts';

/** Opens the bot for a command of the terminal, over the same data as the service, which may be running. */
export async function openForCli(): Promise<{ bot: Bot; config: ReturnType<typeof readConfig> }> {
  const config = readConfig(loadEnvironment(), process.cwd());
  const log = pino({ level: process.env.LOG_LEVEL ?? 'error' }, pino.destination(2));
  const publicUrl = addressOf(config, config.port);
  const bot = await openBot(config, { log, publicUrl, observe: () => {}, observeDelivery: () => {} });
  return { bot, config };
}
