import type { Answer } from './limits.ts';
import { checkMessage } from './messageRules.ts';
import { type Bot, type Chat, type Component, type Said, type SaidFile, toJson, type World } from './world.ts';

export interface Request {
  readonly ids: readonly string[];
  readonly bot: Bot | null;
  readonly query: URLSearchParams;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the bot sent
  readonly body: Record<string, any>;
  readonly files: readonly SaidFile[];
}

export interface RouteDeps {
  readonly world: World;
  /** Where the server is, without a slash at its end. */
  readonly url: () => string;
  readonly typingFails: (bot: Bot) => boolean;
  /** Told of what a bot said or changed, and of messages from which a thread was opened. */
  readonly notified: (bot: Bot, t: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Said) => void;
}

export interface Route {
  readonly method: string;
  /** As in `/channels/:id/messages`. */
  readonly name: string;
  readonly pattern: RegExp;
  /** Needs no token of the bot: the address holds one. */
  readonly open: boolean;
  /** Brings a message of the bot before people. */
  readonly sends: boolean;
  readonly answer: (request: Request) => Answer;
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const done: Answer = { status: 204, body: undefined };
const refuse = (status: number, code: number, message: string): Answer => ({ status, body: { code, message } });
const unknownMessage = refuse(404, 10_008, 'Unknown Message');
const loading = 128;

/** What the API answers. */
export function createRoutes({ world, url, typingFails, notified }: RouteDeps): readonly Route[] {
  const json = (message: Said) => toJson(message, world, url());
  const author = (bot: Bot) => ({ id: bot.id, username: bot.name, bot: true });
  const route = (
    method: string,
    name: string,
    answer: Route['answer'],
    traits: { open?: boolean; sends?: boolean } = {},
  ) => ({
    method,
    name,
    pattern: new RegExp(`^${name.replace(/:\w+/g, '([^/]+)')}$`),
    open: traits.open ?? false,
    sends: traits.sends ?? false,
    answer,
  });
  const inChat = (id: string | undefined, answer: (chat: Chat) => Answer): Answer => {
    const chat = world.chats.get(id ?? '');
    return chat ? answer(chat) : refuse(404, 10_003, 'Unknown Channel');
  };
  const ofInteraction = (token: string | undefined, answer: (message: Said) => Answer): Answer => {
    const pending = world.pending.get(token ?? '');
    const original = pending?.callbacks.length ? world.find(pending.original ?? '') : undefined;
    return original ? answer(original) : refuse(404, 10_015, 'Unknown Webhook');
  };

  function post(bot: Bot, chat: Chat, { body, files }: Request): Answer {
    const wrong = checkMessage(body, files);
    if (wrong !== null) return refuse(400, 50_035, `Invalid Form Body: ${wrong}`);
    const known =
      body.enforce_nonce && world.said.find(({ nonce, author: by }) => nonce === body.nonce && by.id === bot.id);
    if (known) return ok(json(known));
    const answers: string | null = body.message_reference?.message_id ?? null;
    if (answers !== null && !chat.may.readHistory)
      return refuse(400, 160_002, 'You cannot reply without permission to read message history');
    const { content = '', components = [], embeds = [], flags = 0, nonce = null } = body;
    const own = { chat: chat.id, author: author(bot), answers, type: answers === null ? 0 : 19 };
    const message = world.say({ ...own, content, components, embeds, flags, nonce, files });
    notified(bot, 'MESSAGE_CREATE', message);
    return ok(json(message));
  }

  function change(message: Said, { body, files }: Request): Answer {
    const next = { content: message.content, components: message.components, ...body };
    const wrong = checkMessage(next, files.length > 0 ? files : message.files);
    if (wrong !== null) return refuse(400, 50_035, `Invalid Form Body: ${wrong}`);
    message.content = next.content;
    message.components = next.components as readonly Component[];
    message.embeds = body.embeds ?? message.embeds;
    message.flags = (body.flags ?? message.flags) & ~loading;
    if (files.length > 0) message.files = files;
    return ok(json(message));
  }

  return [
    route('GET', '/gateway/bot', () => {
      const session_start_limit = { total: 1_000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 };
      return ok({ url: `${url().replace('http', 'ws')}/gateway`, shards: 1, session_start_limit });
    }),
    route('GET', '/users/@me', ({ bot }) => ok({ ...(bot && author(bot)), discriminator: '0', global_name: null })),
    route('GET', '/applications/@me', ({ bot }) => ok({ id: bot?.application, flags: bot?.flags })),
    route('GET', '/applications/:id/commands', ({ bot }) => ok(bot?.commands)),
    route('PUT', '/applications/:id/commands', ({ bot, body }) => {
      if (bot)
        Object.assign(bot, {
          commands: Object.values(body).map((each) => ({ id: bot.id, ...each })),
          writes: bot.writes + 1,
        });
      return ok(bot?.commands);
    }),
    route('GET', '/channels/:id', ({ ids }) =>
      inChat(ids[0], ({ id, type, guild, parent, owner }) =>
        ok({ id, type, guild_id: guild, parent_id: parent, owner_id: owner }),
      ),
    ),
    route('GET', '/channels/:id/messages', ({ ids, query }) =>
      inChat(ids[0], (chat) => {
        const after = BigInt(query.get('after') ?? 0);
        const found = world.said.filter((each) => each.chat === chat.id && BigInt(each.id) > after);
        return ok(
          found
            .slice(0, Number(query.get('limit') ?? 50))
            .reverse()
            .map(json),
        );
      }),
    ),
    route('GET', '/channels/:id/messages/:id', ({ ids }) => {
      const message = world.find(ids[1] ?? '');
      return message?.chat === ids[0] ? ok(message && json(message)) : unknownMessage;
    }),
    route(
      'POST',
      '/channels/:id/messages',
      (request) =>
        inChat(request.ids[0], (chat) => {
          if (!chat.may.write) return refuse(403, 50_013, 'Missing Permissions');
          return request.bot ? post(request.bot, chat, request) : done;
        }),
      { sends: true },
    ),
    route('PATCH', '/channels/:id/messages/:id', (request) => {
      const message = world.find(request.ids[1] ?? '');
      return message?.chat === request.ids[0] && message !== undefined ? change(message, request) : unknownMessage;
    }),
    route('DELETE', '/channels/:id/messages/:id', ({ ids }) => {
      const at = world.said.findIndex(({ id, chat }) => id === ids[1] && chat === ids[0]);
      if (at < 0) return unknownMessage;
      world.said.splice(at, 1);
      return done;
    }),
    route('POST', '/channels/:id/threads', ({ ids, bot, body }) =>
      inChat(ids[0], (chat) => {
        if (!chat.may.openThreads) return refuse(403, 50_013, 'Missing Permissions');
        const own = { type: body.type, guild: chat.guild, parent: chat.id, owner: bot?.id ?? null };
        const { id, type } = world.chat(own);
        return ok({ id, type, name: body.name });
      }),
    ),
    route('PATCH', '/channels/:id', ({ ids, body }) => inChat(ids[0], ({ id, type }) => ok({ id, type, ...body }))),
    route('DELETE', '/channels/:id', ({ ids }) =>
      inChat(ids[0], ({ id, type }) => {
        world.chats.delete(id);
        return ok({ id, type });
      }),
    ),
    route('POST', '/channels/:id/messages/:id/threads', ({ ids, bot }) =>
      inChat(ids[0], (chat) => {
        if (!chat.may.openThreads) return refuse(403, 50_013, 'Missing Permissions');
        if (chat.type !== 0) return refuse(400, 50_024, 'Cannot execute action on this channel type');
        if (world.chats.has(ids[1] ?? ''))
          return refuse(400, 160_004, 'A thread has already been created for this message');
        const starter = world.find(ids[1] ?? '');
        if (!starter) return unknownMessage;
        starter.flags |= 32;
        if (bot) notified(bot, 'MESSAGE_UPDATE', starter);
        const thread = world.chat({
          id: starter.id,
          type: 11,
          guild: chat.guild,
          parent: chat.id,
          owner: bot?.id ?? null,
        });
        return ok({ id: thread.id, type: 11 });
      }),
    ),
    route('POST', '/channels/:id/typing', ({ ids, bot }) =>
      inChat(ids[0], (chat) => {
        if (bot && typingFails(bot)) return refuse(500, 0, 'Internal Server Error');
        chat.typings += 1;
        return done;
      }),
    ),
    route(
      'POST',
      '/interactions/:id/:token/callback',
      ({ ids, body }) => {
        const pending = world.pending.get(ids[1] ?? '');
        if (!pending || pending.id !== ids[0]) return refuse(404, 10_062, 'Unknown interaction');
        if (pending.callbacks.length > 0) return refuse(400, 40_060, 'Interaction has already been acknowledged.');
        pending.callbacks.push(body.type);
        if (body.type === 5)
          pending.original = world.say({ chat: pending.chat, author: author(pending.bot), flags: loading }).id;
        return done;
      },
      { open: true },
    ),
    route(
      'GET',
      '/webhooks/:id/:token/messages/@original',
      ({ ids }) => ofInteraction(ids[1], (each) => ok(json(each))),
      { open: true },
    ),
    route(
      'PATCH',
      '/webhooks/:id/:token/messages/@original',
      (request) => ofInteraction(request.ids[1], (each) => change(each, request)),
      { open: true, sends: true },
    ),
    route(
      'DELETE',
      '/webhooks/:id/:token/messages/@original',
      ({ ids }) =>
        ofInteraction(ids[1], (each) => {
          world.said.splice(world.said.indexOf(each), 1);
          return done;
        }),
      { open: true },
    ),
    route(
      'POST',
      '/webhooks/:id/:token',
      (request) => {
        const pending = world.pending.get(request.ids[1] ?? '');
        const chat = world.chats.get(pending?.chat ?? '');
        return pending && chat ? post(pending.bot, chat, request) : refuse(404, 10_015, 'Unknown Webhook');
      },
      { open: true, sends: true },
    ),
  ];
}
