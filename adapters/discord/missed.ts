import { type APIMessage, Routes } from 'discord.js';
import type { ConversationId } from '../../src/core/model/conversation.ts';
import { codeOf } from '../../src/core/model/errors.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { Api } from './api.ts';
import type { Message } from './inbound.ts';

/** Chats in which something missed is looked for, for each account: those used last. */
const remembered = 200;
const atOnce = 100;

/** How far one chat was read. */
export interface Chat {
  /** Where it is written down which chat this is; null for a place in a server, which is nobody's own. */
  readonly sealed: { readonly conversation: ConversationId; readonly name: string } | null;
  readonly channel: string;
  /** Null in a chat of the person's own. */
  readonly server: string | null;
  /** The last message. */
  readonly message: string;
}

/** Remembers how far each chat was read, to find what was written while the gateway told nothing. */
export interface Missed {
  /** Notes a message that was handled. True when the chat is a new one; where it is written down stays as it was. */
  saw(chat: Chat): boolean;
  /** Notes a message that is not for the bot. */
  passed(channel: string, message: string): void;
  /** The chats, those used last at the end. */
  chats(): readonly Chat[];
  /** Messages after the last one seen in each chat, oldest first; at most a hundred of a chat. */
  find(api: Api, log: Log): AsyncIterable<Message>;
}

export function createMissed(before: readonly Chat[]): Missed {
  const seen = new Map(before.map((chat) => [chat.channel, chat]));

  const later = (channel: string, message: string): string => {
    const known = seen.get(channel)?.message ?? '0';
    return BigInt(message) > BigInt(known) ? message : known;
  };

  return {
    saw(chat) {
      const message = later(chat.channel, chat.message);
      const known = seen.get(chat.channel);
      seen.delete(chat.channel);
      seen.set(chat.channel, { ...(known ?? chat), message });
      const [oldest] = seen.keys();
      if (seen.size > remembered && oldest !== undefined) seen.delete(oldest);
      return known === undefined;
    },
    passed(channel, message) {
      const chat = seen.get(channel);
      if (chat) seen.set(channel, { ...chat, message: later(channel, message) });
    },
    chats: () => [...seen.values()],
    async *find(api, log) {
      for (const { channel, message, server } of [...seen.values()]) {
        try {
          const query = { after: message, limit: `${atOnce}` };
          const path = Routes.channelMessages(channel);
          const found = await api.request<APIMessage[]>({ method: 'GET', path, query });
          for (const each of found.reverse()) yield server === null ? each : { ...each, guild_id: server };
        } catch (error) {
          log.warn({ code: codeOf(error) }, 'what was missed in a chat could not be fetched');
        }
      }
    },
  };
}
