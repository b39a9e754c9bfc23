import type { ChannelDeps } from '../../adapters/adapter.ts';
import { menuOf } from '../content/menu.ts';
import type { Log } from '../core/ports/log.ts';
import type { BotStaff, BotStores, Conversations } from './bot.ts';
import type { Single } from './service.ts';

/** The dependencies that each channel gets. */
export function channelDepsFor(deps: {
  conversations: Pick<Conversations, 'engine' | 'sealer' | 'knowledge' | 'derive'>;
  stores: Pick<BotStores, 'files' | 'notes'>;
  onStaffMessage: BotStaff['onStaffMessage'];
  single: Single;
  /** Address at which platforms reach this server, without a trailing slash. */
  publicUrl: string;
  log: Log;
}): (channel: string) => ChannelDeps {
  const { conversations, stores, onStaffMessage, single, publicUrl, log } = deps;
  return (channel) => ({
    receive: conversations.engine.receive,
    conversationId: conversations.sealer.conversationId,
    files: stores.files,
    notes: stores.notes,
    onStaffMessage,
    menu: () => menuOf(conversations.knowledge.content().commands),
    single,
    publicUrl,
    secret: conversations.derive(`channel ${channel}`),
    clock: Date.now,
    log,
  });
}
