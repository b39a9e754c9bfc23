import { type APIMessage, Routes } from 'discord.js';
import type { ConversationId } from '../../src/core/model/conversation.ts';
import { codeOf } from '../../src/core/model/errors.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { Api } from './api.ts';
import type { Message } from './inbound.ts';

/** Most chats of an account that are searched for missed messages: the most recently used. */
const cacheSize = 200;
const pageSize = 100;

/** How far one chat was read. */
export interface ReadPosition {
  /** Where the reference to this chat is sealed; null for a channel of a server, which is not personal. */
  readonly sealed: { readonly conversation: ConversationId; readonly name: string } | null;
  readonly channel: string;
  /** Null in a direct message. */
  readonly server: string | null;
  /** The last message. */
  readonly message: string;
}

/** Remembers how far each chat was read, to fetch messages written while the gateway was down. */
export interface MissedMessages {
  /** Records a handled message. True when the chat is new; the place of its sealed reference stays as it was. */
  saw(chat: ReadPosition): boolean;
  /** Records a message that is not for the bot. */
  passed(channel: string, message: string): void;
  /** The chats, most recently used last. */
  chats(): readonly ReadPosition[];
  /** Messages after the last one seen in each chat, oldest first; at most a hundred for each chat. */
  find(api: Api, log: Log): AsyncIterable<Message>;
}

export function createMissedMessages(before: readonly ReadPosition[]): MissedMessages {
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
      if (seen.size > cacheSize && oldest !== undefined) seen.delete(oldest);
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
          const query = { after: message, limit: `${pageSize}` };
          const path = Routes.channelMessages(channel);
          const found = await api.request<APIMessage[]>({ method: 'GET', path, query });
          for (const each of found.reverse()) yield server === null ? each : { ...each, guild_id: server };
        } catch (error) {
          log.warn({ code: codeOf(error) }, 'missed messages of a chat could not be fetched');
        }
      }
    },
  };
}
