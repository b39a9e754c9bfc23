import { snowflake } from './snowflake.ts';

/** One bot with its application. */
export interface Bot {
  readonly token: string;
  readonly id: string;
  readonly application: string;
  readonly name: string;
  /** `ApplicationFlags`, as set in the developer portal. */
  flags: number;
  commands: readonly Record<string, unknown>[];
  /** How often its commands were written. */
  writes: number;
}

export interface Chat {
  readonly id: string;
  /** 0 a channel, 1 a direct message, 11 a thread; others as in `ChannelType`. */
  readonly type: number;
  readonly guild: string | null;
  readonly parent: string | null;
  /** The person who opened a thread. */
  readonly owner: string | null;
  /** What bots may do here. */
  may: { write: boolean; openThreads: boolean; readHistory: boolean };
  typings: number;
}

export interface Author {
  readonly id: string;
  readonly username: string;
  readonly bot?: boolean;
}

export interface SaidFile {
  readonly id: string;
  readonly filename: string;
  readonly content_type: string;
  readonly bytes: Uint8Array;
}

export interface Said {
  readonly id: string;
  readonly chat: string;
  readonly author: Author;
  content: string;
  readonly type: number;
  flags: number;
  components: readonly Component[];
  embeds: readonly unknown[];
  files: readonly SaidFile[];
  edited: string | null;
  readonly answers: string | null;
  /** Whether it notifies the person whom it answers. */
  readonly pings: boolean;
  readonly nonce: string | null;
}

export interface Component {
  readonly type: number;
  readonly custom_id?: string;
  readonly label?: string;
  readonly style?: number;
  readonly disabled?: boolean;
  readonly components?: readonly Component[];
  readonly options?: readonly { readonly label: string; readonly value: string; readonly default?: boolean }[];
}

/** Something that was pressed, called or filled in, waiting for its acknowledgement. */
export interface Pending {
  readonly id: string;
  readonly token: string;
  readonly bot: Bot;
  readonly chat: string;
  /** The message that it is about: the pressed one, or the one that a deferred answer made. */
  original: string | null;
  /** Types of all callbacks so far. */
  readonly callbacks: number[];
}

/** All that the platform holds. */
export interface World {
  readonly bots: Map<string, Bot>;
  readonly chats: Map<string, Chat>;
  readonly said: Said[];
  readonly pending: Map<string, Pending>;
  bot(token: string, name: string): Bot;
  chat(given: Partial<Chat> & Pick<Chat, 'type'>): Chat;
  say(given: Partial<Said> & Pick<Said, 'chat' | 'author'>): Said;
  find(message: string): Said | undefined;
}

export function createWorld(): World {
  const bots = new Map<string, Bot>();
  const chats = new Map<string, Chat>();
  const said: Said[] = [];
  return {
    bots,
    chats,
    said,
    pending: new Map(),
    bot(token, name) {
      const bot = { token, id: snowflake(), application: snowflake(), name, flags: 0, commands: [], writes: 0 };
      bots.set(token, bot);
      return bot;
    },
    chat(given) {
      const may = { write: true, openThreads: true, readHistory: true };
      const chat = { id: snowflake(), guild: null, parent: null, owner: null, may, typings: 0, ...given };
      chats.set(chat.id, chat);
      return chat;
    },
    say(given) {
      const own = { id: snowflake(), content: '', type: 0, flags: 0, components: [], embeds: [], files: [] };
      const message = { ...own, edited: null, answers: null, pings: false, nonce: null, ...given };
      said.push(message);
      return message;
    },
    find: (message) => said.find(({ id }) => id === message),
  };
}

/** A message as the API shows it. */
export function toJson(message: Said, world: World, url: string): Record<string, unknown> {
  const answered = message.answers === null ? undefined : world.find(message.answers);
  return {
    id: message.id,
    channel_id: message.chat,
    author: { discriminator: '0', global_name: null, avatar: null, ...message.author },
    content: message.content,
    timestamp: new Date(Number(BigInt(message.id) >> 22n) + 1_420_070_400_000).toISOString(),
    edited_timestamp: message.edited,
    tts: false,
    mention_everyone: false,
    mentions: mentionsOf(message, world),
    mention_roles: [],
    attachments: message.files.map(({ id, filename, content_type, bytes }) => ({
      ...{
        id,
        filename,
        content_type,
        size: bytes.length,
        url: `${url}/attachments/${id}`,
        proxy_url: `${url}/attachments/${id}`,
      },
    })),
    embeds: message.embeds,
    components: message.components,
    pinned: false,
    type: message.type,
    flags: message.flags,
    ...(message.nonce !== null && { nonce: message.nonce }),
    ...(answered && { referenced_message: toJson({ ...answered, answers: null }, world, url) }),
  };
}

export function mentionsOf({ content, pings, answers }: Said, world: World): readonly Author[] {
  const named = [...world.bots.values()].filter(({ id }) => content.includes(`<@${id}>`));
  const answered = pings && answers !== null ? world.find(answers)?.author : undefined;
  return [...named.map(({ id, name }) => ({ id, username: name, bot: true })), ...(answered ? [answered] : [])];
}
