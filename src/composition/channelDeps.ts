import type { ChannelDeps } from '../../adapters/adapter.ts';
import { menuOf } from '../content/menu.ts';
import type { Log } from '../core/ports/log.ts';
import type { Bot } from './bot.ts';
import type { Single } from './service.ts';

/** The dependencies that each channel gets. */
export function channelDepsFor(deps: {
  bot: Bot;
  single: Single;
  /** Address at which platforms reach this server, without a trailing slash. */
  publicUrl: string;
  log: Log;
}): (channel: string) => ChannelDeps {
  const { bot, single, publicUrl, log } = deps;
  return (channel) => ({
    receive: bot.engine.receive,
    conversationId: bot.sealer.conversationId,
    files: bot.files,
    notes: bot.notes,
    onStaffMessage: bot.onStaffMessage,
    menu: () => menuOf(bot.knowledge.content().commands),
    single,
    publicUrl,
    secret: bot.derive(`channel ${channel}`),
    clock: Date.now,
    log,
  });
}
