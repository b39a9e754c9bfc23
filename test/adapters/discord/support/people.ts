import type { Gateway } from './gateway.ts';
import { snowflake } from './snowflake.ts';
import {
  type Author,
  type Bot,
  type Chat,
  type Component,
  mentionsOf,
  type Said,
  type SaidFile,
  toJson,
  type World,
} from './world.ts';

const directMessages = 1 << 12;
const guildMessages = 1 << 9;
const messageContent = 1 << 15;

/** Somebody at a place. */
export interface At {
  readonly bot: Bot;
  readonly chat: Chat;
  readonly person: Author;
}

/** What people do on Discord; each is told to the bot. */
export interface People {
  /** Tells a bot of a message as the gateway does. */
  announce(at: Pick<At, 'bot' | 'chat'>, t: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Said): void;
  person(name: string): Author;
  write(
    at: At,
    content: string,
    more?: { files?: readonly SaidFile[]; answers?: Said; pings?: boolean; type?: number },
  ): Said;
  edit(at: At, message: Said, content: string): void;
  /** Presses a button, or chooses an option, by what it carries. Resolves to its token. */
  press(at: At, message: Said, carried: string): string;
  command(at: At, name: string, locale: string): string;
  submit(at: At, values: readonly string[]): string;
}

export function createPeople(world: World, gateway: Gateway, url: () => string): People {
  const known = new Map<string, Author>();
  let edits = 0;

  function sayMessage({ bot, chat }: Pick<At, 'bot' | 'chat'>, t: string, message: Said): void {
    const whole = { ...toJson(message, world, url()), ...(chat.guild !== null && { guild_id: chat.guild }) };
    const own = message.author.id === bot.id;
    const readable = own || chat.guild === null || mentionsOf(message, world).some(({ id }) => id === bot.id);
    const plain = { ...whole, content: '', attachments: [], components: [], embeds: [] };
    const intent = chat.guild === null ? directMessages : guildMessages;
    gateway.announce(bot, intent, t, (intents) => (readable || (intents & messageContent) !== 0 ? whole : plain));
  }

  function interact({ bot, chat, person }: At, locale: string, original: string | null, rest: object): string {
    const id = snowflake();
    const token = `interaction-token-${id}`;
    world.pending.set(token, { id, token, bot, chat: chat.id, original, callbacks: [] });
    const user = { discriminator: '0', ...person };
    gateway.announce(bot, 0, 'INTERACTION_CREATE', () => ({
      id,
      token,
      application_id: bot.application,
      version: 1,
      locale,
      channel_id: chat.id,
      channel: { id: chat.id, type: chat.type, ...(chat.parent !== null && { parent_id: chat.parent }) },
      ...(chat.guild === null ? { user, context: 1 } : { guild_id: chat.guild, member: { user }, context: 0 }),
      ...rest,
    }));
    return token;
  }

  return {
    announce: sayMessage,
    person(name) {
      const found = known.get(name) ?? { id: snowflake(), username: name };
      known.set(name, found);
      return found;
    },
    write(at, content, { files = [], answers, pings = true, type } = {}) {
      const own = { chat: at.chat.id, author: at.person, type: type ?? (answers ? 19 : 0) };
      const message = world.say({ ...own, content, files, answers: answers?.id ?? null, pings });
      sayMessage(at, 'MESSAGE_CREATE', message);
      return message;
    },
    edit(at, message, content) {
      message.content = content;
      edits += 1;
      message.edited = new Date().toISOString().replace('Z', `${100 + edits}+00:00`);
      sayMessage(at, 'MESSAGE_UPDATE', message);
    },
    press(at, message, carried) {
      const part = message.components.flatMap(({ components }) => components ?? []).find(carries(carried));
      if (!part || part.disabled) throw new Error('there is nothing to press');
      const data = part.options
        ? { component_type: 3, custom_id: part.custom_id, values: [carried] }
        : { component_type: 2, custom_id: carried };
      return interact(at, 'ca', message.id, { type: 3, data, message: toJson(message, world, url()) });
    },
    command: (at, name, locale) => interact(at, locale, null, { type: 2, data: { id: snowflake(), name, type: 1 } }),
    submit(at, values) {
      const components = values.map((value, index) => ({
        type: 1,
        components: [{ type: 4, custom_id: `f${index}`, value }],
      }));
      return interact(at, 'ca', null, { type: 5, data: { custom_id: 'form', components } });
    },
  };
}

function carries(carried: string): (part: Component) => boolean {
  return ({ custom_id, options }) => custom_id === carried || (options ?? []).some(({ value }) => value === carried);
}
