import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The part of the Telegram Bot API that a load test needs, for any number of bots. */
export interface BotApi {
  readonly url: string;
  /** Sends a person's message to a bot in a private chat; resolves when the bot has answered. */
  ask(bot: number, chat: number, text: string): Promise<void>;
  /** Bots that poll, or have set a webhook. */
  listening(): number;
  /** Messages that the bots have sent. */
  sent(): number;
  close(): Promise<void>;
}

interface Bot {
  readonly updates: { readonly update_id: number }[];
  /** Answers a waiting `getUpdates`. */
  give: (() => void) | null;
  webhook: { readonly url: string; readonly secret: string } | null;
}

/** Longest wait for an answer, milliseconds. */
const timeoutMs = 20_000;
const tokenPattern = /^\/bot(\d+):bench\/(\w+)/;

export const tokenOf = (bot: number): string => `${bot}:bench`;

export async function startBotApi(): Promise<BotApi> {
  const bots = new Map<number, Bot>();
  const waiting = new Map<string, () => void>();
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let updates = 0;
  let messages = 0;

  function botNumbered(id: number): Bot {
    const bot = bots.get(id) ?? { updates: [], give: null, webhook: null };
    bots.set(id, bot);
    return bot;
  }

  function getUpdates(
    bot: Bot,
    { offset = 0, timeout = 0 }: { offset?: number; timeout?: number },
    reply: Reply,
  ): void {
    while (bot.updates[0] !== undefined && bot.updates[0].update_id < offset) bot.updates.shift();
    bot.give?.();
    let held: NodeJS.Timeout | null = null;
    const give = () => {
      if (held) clearTimeout(held);
      bot.give = null;
      reply(bot.updates.slice(0, 100));
    };
    if (bot.updates.length > 0 || timeout === 0) return give();
    held = setTimeout(give, timeout * 1_000);
    bot.give = give;
  }

  const server = createServer(async (incoming, response) => {
    const [, id, method] = tokenPattern.exec(incoming.url ?? '') ?? [];
    const payload = await readJson(incoming);
    const reply: Reply = (result) => answer(response, result);
    const bot = botNumbered(Number(id));
    if (method === 'getMe')
      return reply({ id: Number(id), is_bot: true, first_name: 'Bench', username: `bench_${id}_bot` });
    if (method === 'getUpdates') return getUpdates(bot, payload, reply);
    if (method === 'setWebhook') bot.webhook = { url: payload.url, secret: payload.secret_token };
    if (method === 'deleteWebhook') bot.webhook = null;
    if (method !== 'sendMessage') return reply(true);
    messages += 1;
    const chat = Number(payload.chat_id);
    reply({ message_id: messages, date: 1_795_000_000, chat: { id: chat, type: 'private' }, text: payload.text });
    const name = `${id} ${chat}`;
    waiting.get(name)?.();
    waiting.delete(name);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    listening: () => [...bots.values()].filter(({ give, webhook }) => give !== null || webhook !== null).length,
    sent: () => messages,
    ask(id, chat, text) {
      updates += 1;
      const from = { id: chat, is_bot: false, first_name: 'Ana', language_code: 'ca' };
      const message = { message_id: updates, date: 1_795_000_000, chat: { id: chat, type: 'private' }, from, text };
      const update = { update_id: updates, message };
      const bot = botNumbered(id);
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('no answer came')), timeoutMs);
        waiting.set(`${id} ${chat}`, () => {
          clearTimeout(late);
          resolve();
        });
        if (bot.webhook !== null) return bring(bot.webhook, update, agent);
        bot.updates.push(update);
        bot.give?.();
      });
    },
    async close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Reply = (result: unknown) => void;

async function readJson(incoming: IncomingMessage) {
  const text = Buffer.concat(await incoming.toArray()).toString();
  return text === '' ? {} : JSON.parse(text);
}

function answer(response: ServerResponse, result: unknown): void {
  const body = JSON.stringify({ ok: true, result });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}

function bring({ url, secret }: { url: string; secret: string }, update: object, agent: Agent): void {
  const body = JSON.stringify(update);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-telegram-bot-api-secret-token': secret,
  };
  request(url, { method: 'POST', agent, headers }, (response) => response.resume()).end(body);
}
