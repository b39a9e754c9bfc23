import { type APIMessage, Routes } from 'discord.js';
import { codeOf } from '../../src/core/errors.ts';
import type { Log } from '../../src/core/ports.ts';
import type { Api } from './api.ts';
import type { Message } from './inbound.ts';

/** Chats in which something missed is looked for, for each account: those used last. */
const remembered = 200;
const atOnce = 100;

/** Remembers how far each chat was read, to find what was written while the gateway told nothing. */
export interface Missed {
  /** Notes a message that was handled; `server` is null in a chat of the person's own. */
  saw(channel: string, message: string, server: string | null): void;
  /** Notes a message that is not for the bot. */
  passed(channel: string, message: string): void;
  /** Messages after the last one seen in each chat, oldest first; at most a hundred of a chat. */
  find(api: Api, log: Log): AsyncIterable<Message>;
}

export function createMissed(): Missed {
  const seen = new Map<string, { readonly message: string; readonly server: string | null }>();

  const later = (channel: string, message: string): string => {
    const before = seen.get(channel)?.message ?? '0';
    return BigInt(message) > BigInt(before) ? message : before;
  };

  return {
    saw(channel, message, server) {
      const newest = later(channel, message);
      seen.delete(channel);
      seen.set(channel, { message: newest, server });
      const [oldest] = seen.keys();
      if (seen.size > remembered && oldest !== undefined) seen.delete(oldest);
    },
    passed(channel, message) {
      const chat = seen.get(channel);
      if (chat) seen.set(channel, { ...chat, message: later(channel, message) });
    },
    async *find(api, log) {
      for (const [channel, { message, server }] of [...seen]) {
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
