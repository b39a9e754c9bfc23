import type { ChannelDeps } from '../../adapters/adapter.ts';
import { menuOf } from '../content/menu.ts';
import type { Log } from '../core/ports/log.ts';
import type { Bot } from './bot.ts';
import type { Single } from './service.ts';

/** What each channel gets of the rest of the house. */
export function channelDepsFor(deps: {
  bot: Bot;
  single: Single;
  /** Address at which platforms reach this server, without a slash at its end. */
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
