import { type APIChannel, type APIMessage, ChannelType, MessageFlags, Routes } from 'discord.js';
import { createLruCache } from '../../src/core/util/lruCache.ts';
import type { Api } from './api.ts';
import { DiscordRefused } from './errors.ts';

/** A channel of a server, as far as it matters here. */
type Ground =
  | { readonly kind: 'channel'; readonly opensThreads: boolean }
  /** `owner`: whoever's matter it is, in a thread that the bot opened. */
  | { readonly kind: 'thread'; readonly parent: string; readonly owner: string | null; readonly isPrivate: boolean };

/** Where one person's conversation in a server takes place. */
export interface ChatRef {
  readonly platformConversation: string;
  readonly channel: string;
  /** The channel of a thread that everybody may read. */
  readonly parent: string | null;
  readonly replyTo: string | null;
}

/** Knows the channels of servers, and opens threads in them. */
export interface ChatRefs {
  /** Whether a channel is another one, or a thread in it. */
  isIn(channel: string, other: string): Promise<boolean>;
  /** Whether a channel is a thread that the bot opened for this person. */
  isOwnThread(channel: string, person: string): Promise<boolean>;
  /** The place of a message for the bot; opens a thread for it where the bot may. */
  chatRefOf(message: APIMessage, threadName: string): Promise<ChatRef>;
  /** The place of a message that was already taken, and was changed. */
  chatRefOfEdit(message: APIMessage): Promise<ChatRef>;
}

/** Channels remembered, for each account. */
const remembered = 200;
/** `RESTJSONErrorCodes`: the thread is there already. */
const threadExists = 160_004;
const day = 1_440;

export function createChatRefs(api: Api, bot: string): ChatRefs {
  const known = createLruCache<string, Ground>(remembered);

  async function groundOf(channel: string): Promise<Ground> {
    const hit = known.get(channel);
    if (hit) return hit;
    const ground = await look(channel);
    known.set(channel, ground);
    return ground;
  }

  async function look(channel: string): Promise<Ground> {
    const found = await unlessRefused(api.request<APIChannel>({ method: 'GET', path: Routes.channel(channel) }));
    if (found === null) return { kind: 'channel', opensThreads: false };
    if (!isThread(found.type)) return { kind: 'channel', opensThreads: opensThreads(found.type) };
    const { parent_id, owner_id } = found as { parent_id?: string | null; owner_id?: string };
    const parent = parent_id ?? channel;
    const owner = owner_id === bot ? await starterOf(parent, channel) : null;
    return { kind: 'thread', parent, owner, isPrivate: found.type === ChannelType.PrivateThread };
  }

  /** Whoever wrote the message from which a thread was opened; both have one id. */
  async function starterOf(parent: string, thread: string): Promise<string | null> {
    const path = Routes.channelMessage(parent, thread);
    return (await unlessRefused(api.request<APIMessage>({ method: 'GET', path })))?.author.id ?? null;
  }

  async function openThread(message: APIMessage, name: string): Promise<string | null> {
    const path = Routes.threads(message.channel_id, message.id);
    const body = { name: name.slice(0, 100), auto_archive_duration: day };
    try {
      await api.request({ method: 'POST', path, body });
    } catch (error) {
      if (!(error instanceof DiscordRefused) || error.status === 401) throw error;
      if (error.reason !== threadExists) return null;
    }
    known.set(message.id, {
      kind: 'thread',
      parent: message.channel_id,
      owner: message.author.id,
      isPrivate: false,
    });
    return message.id;
  }

  return {
    async isIn(channel, other) {
      if (channel === other) return true;
      const ground = await groundOf(channel);
      return ground.kind === 'thread' && ground.parent === other;
    },
    async isOwnThread(channel, person) {
      const ground = await groundOf(channel);
      return ground.kind === 'thread' && ground.owner === person;
    },
    async chatRefOf(message, threadName) {
      const ground = await groundOf(message.channel_id);
      if (ground.kind === 'thread') return inThread(ground, message);
      const thread = ground.opensThreads ? await openThread(message, threadName) : null;
      return thread === null ? inChannel(message) : inNewThread(message);
    },
    async chatRefOfEdit(message) {
      const ground = await groundOf(message.channel_id);
      if (ground.kind === 'thread') return inThread(ground, message);
      const opened = ((message.flags ?? 0) & MessageFlags.HasThread) !== 0 || known.get(message.id) !== undefined;
      return opened ? inNewThread(message) : inChannel(message);
    },
  };
}

function inThread(ground: Extract<Ground, { kind: 'thread' }>, message: APIMessage): ChatRef {
  const { channel_id: channel, author, id } = message;
  const replyTo = ground.owner === author.id ? null : id;
  const parent = ground.isPrivate ? null : ground.parent;
  return { platformConversation: `${ground.parent}/${channel}/${author.id}`, channel, parent, replyTo };
}

function inNewThread({ channel_id, author, id }: APIMessage): ChatRef {
  return { platformConversation: `${channel_id}/${id}/${author.id}`, channel: id, parent: channel_id, replyTo: null };
}

function inChannel({ channel_id: channel, author, id }: APIMessage): ChatRef {
  return { platformConversation: `${channel}/${author.id}`, channel, parent: null, replyTo: id };
}

export function isThread(type: ChannelType): boolean {
  return [ChannelType.PublicThread, ChannelType.PrivateThread, ChannelType.AnnouncementThread].includes(type);
}

function opensThreads(type: ChannelType): boolean {
  return type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement;
}

/** Null for what the bot may not see or do; whatever passes is thrown. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DiscordRefused && error.status !== 401 && error.retryAt === null) return null;
    throw error;
  }
}
