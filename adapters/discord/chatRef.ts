import { type APIChannel, type APIMessage, ChannelType, MessageFlags, Routes } from 'discord.js';
import { createLruCache } from '../../src/core/util/lruCache.ts';
import type { Api } from './api.ts';
import { DiscordRefused } from './errors.ts';

/** The properties of a server channel that the adapter uses. */
type ChannelInfo =
  | { readonly kind: 'channel'; readonly opensThreads: boolean }
  /** `owner`: the person for whom the bot opened the thread. */
  | { readonly kind: 'thread'; readonly parent: string; readonly owner: string | null; readonly isPrivate: boolean };

/** The channel or thread that holds one person's conversation in a server. */
export interface ChatRef {
  readonly platformConversation: string;
  readonly channel: string;
  /** Parent channel of a public thread. */
  readonly parent: string | null;
  readonly replyTo: string | null;
}

/** Looks up server channels, and opens threads in them. */
interface ChatRefs {
  /** Whether a channel is `other`, or a thread in it. */
  isIn(channel: string, other: string): Promise<boolean>;
  /** Whether a channel is a thread that the bot opened for this person. */
  isOwnThread(channel: string, person: string): Promise<boolean>;
  /** Where to answer a message to the bot; opens a thread if the bot may. */
  chatRefOf(message: APIMessage, threadName: string): Promise<ChatRef>;
  /** Where to answer a message that was already received and then edited. */
  chatRefOfEdit(message: APIMessage): Promise<ChatRef>;
}

/** Channels cached for each account. */
const cacheSize = 200;
/** `RESTJSONErrorCodes`: the thread exists already. */
const threadExists = 160_004;
const day = 1_440;

export function createChatRefs(api: Api, bot: string): ChatRefs {
  const known = createLruCache<string, ChannelInfo>(cacheSize);

  async function channelInfoOf(channel: string): Promise<ChannelInfo> {
    const hit = known.get(channel);
    if (hit) return hit;
    const info = await look(channel);
    known.set(channel, info);
    return info;
  }

  async function look(channel: string): Promise<ChannelInfo> {
    const found = await unlessRefused(api.request<APIChannel>({ method: 'GET', path: Routes.channel(channel) }));
    if (found === null) return { kind: 'channel', opensThreads: false };
    if (!isThread(found.type)) return { kind: 'channel', opensThreads: opensThreads(found.type) };
    const { parent_id, owner_id } = found as { parent_id?: string | null; owner_id?: string };
    const parent = parent_id ?? channel;
    const owner = owner_id === bot ? await starterOf(parent, channel) : null;
    return { kind: 'thread', parent, owner, isPrivate: found.type === ChannelType.PrivateThread };
  }

  /** Author of the message from which a thread was opened; message and thread share one id. */
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
      const info = await channelInfoOf(channel);
      return info.kind === 'thread' && info.parent === other;
    },
    async isOwnThread(channel, person) {
      const info = await channelInfoOf(channel);
      return info.kind === 'thread' && info.owner === person;
    },
    async chatRefOf(message, threadName) {
      const info = await channelInfoOf(message.channel_id);
      if (info.kind === 'thread') return inThread(info, message);
      const thread = info.opensThreads ? await openThread(message, threadName) : null;
      return thread === null ? inChannel(message) : inNewThread(message);
    },
    async chatRefOfEdit(message) {
      const info = await channelInfoOf(message.channel_id);
      if (info.kind === 'thread') return inThread(info, message);
      const opened = ((message.flags ?? 0) & MessageFlags.HasThread) !== 0 || known.get(message.id) !== undefined;
      return opened ? inNewThread(message) : inChannel(message);
    },
  };
}

function inThread(info: Extract<ChannelInfo, { kind: 'thread' }>, message: APIMessage): ChatRef {
  const { channel_id: channel, author, id } = message;
  const replyTo = info.owner === author.id ? null : id;
  const parent = info.isPrivate ? null : info.parent;
  return { platformConversation: `${info.parent}/${channel}/${author.id}`, channel, parent, replyTo };
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

/** Null for what the bot may not see or do; other errors are rethrown. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DiscordRefused && error.status !== 401 && error.retryAt === null) return null;
    throw error;
  }
}
