import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BotState, createBot, type FakeBot, type Fault } from './fakeBot.ts';
import { parseHtml } from './html.ts';
import { readCall } from './readCall.ts';

export type { Call, FakeBot, Fault, NewUpdate } from './fakeBot.ts';

/**
 * A small Bot API server: what telegram-test-api lacks (offsets that confirm, long polls and their conflicts, secret
 * tokens, files, edits, topics, refusals) as far as the adapter uses it.
 */
export interface FakeBotApi {
  /** For `apiRoot`. */
  readonly url: string;
  /** The bot of a token, made on first use; tokens that nobody made are unknown (401). */
  bot(token: string): FakeBot;
  /** A group that became a supergroup: calls with the old id are told the new one. */
  migrate(from: number, to: number): void;
  close(): Promise<void>;
}

class Refused extends Error {
  readonly status: number;
  readonly parameters: object | undefined;
  constructor(status: number, description: string, parameters?: object) {
    super(description);
    this.status = status;
    this.parameters = parameters;
  }
}

export async function startBotApi(): Promise<FakeBotApi> {
  const bots = new Map<string, BotState>();
  /** Messages that are there, to be changed and removed. */
  const announced = new Map<number, string>();
  const migrated = new Map<number, number>();
  let message = 5_000;

  const server = createServer((request, response) => {
    serve(request, response).catch((error) => {
      const refused = error instanceof Refused ? error : new Refused(500, String(error));
      const { status, message: description, parameters } = refused;
      answer(response, status, { ok: false, error_code: status, description, ...(parameters && { parameters }) });
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, file, token = '', rest = ''] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(request.url ?? '') ?? [];
    const bot = bots.get(token);
    if (bot === undefined) throw new Refused(401, 'Unauthorized');
    if (file) {
      const bytes = bot.files.get(decodeURIComponent(rest));
      if (bytes === undefined) throw new Refused(404, 'Not Found');
      response.writeHead(200).end(bytes);
      return;
    }
    const { payload, files } = await readCall(request);
    const problem = bot.meet(rest);
    if (problem !== null && strike(problem, request)) return;
    const result = await runSideEffect(bot, rest, payload);
    const made = makesMessage.test(rest) ? (result as { message_id: number }).message_id : null;
    if (rest !== 'getUpdates') bot.record({ method: rest, payload, files, message: made });
    answer(response, 200, { ok: true, result });
  }

  // biome-ignore lint/suspicious/noExplicitAny: any payload may come
  async function runSideEffect(bot: BotState, method: string, payload: any): Promise<unknown> {
    const moved = migrated.get(payload.chat_id);
    if (moved !== undefined) {
      const description = 'Bad Request: group chat was upgraded to a supergroup chat';
      throw new Refused(400, description, { migrate_to_chat_id: moved });
    }
    switch (method) {
      case 'getMe':
        return { id: bot.id, is_bot: true, first_name: 'Bot', username: bot.username };
      case 'getUpdates': {
        if (bot.webhook) throw new Refused(409, "Conflict: can't use getUpdates method while webhook is active");
        const updates = await bot.fetch(payload.offset ?? 0, (payload.timeout ?? 0) * 1_000);
        if (updates === 'conflict') throw new Refused(409, 'Conflict: terminated by other getUpdates request');
        return updates;
      }
      case 'setWebhook':
        bot.setWebhook({ url: payload.url, secret: payload.secret_token ?? '' });
        return true;
      case 'deleteWebhook':
        bot.setWebhook(null);
        return true;
      case 'getFile':
        if (!bot.files.has(payload.file_id)) throw new Refused(400, 'Bad Request: invalid file_id');
        return { file_id: payload.file_id, file_path: payload.file_id };
      case 'sendMessage':
      case 'sendPhoto':
      case 'sendDocument': {
        const words = payload.text ?? payload.caption ?? '';
        const shown = payload.parse_mode === 'HTML' ? parsed(words) : words;
        if (method === 'sendMessage' && shown.trim() === '')
          throw new Refused(400, 'Bad Request: message text is empty');
        if (shown.length > (method === 'sendMessage' ? 4_096 : 1_024))
          throw new Refused(400, 'Bad Request: message is too long');
        checkKeyboard(payload);
        message += 1;
        announced.set(message, words);
        return { message_id: message, date: 1, chat: { id: payload.chat_id, type: 'private' }, text: shown };
      }
      case 'editMessageText':
      case 'deleteMessage': {
        const shown = announced.get(payload.message_id);
        if (shown === undefined) {
          throw new Refused(400, `Bad Request: message to ${method === 'deleteMessage' ? 'delete' : 'edit'} not found`);
        }
        if (method === 'deleteMessage') return announced.delete(payload.message_id);
        if (shown === payload.text) throw new Refused(400, 'Bad Request: message is not modified');
        announced.set(payload.message_id, payload.text);
        return { message_id: payload.message_id };
      }
      case 'createForumTopic':
        message += 1;
        return { message_thread_id: message, name: payload.name, icon_color: 7322096 };
      case 'closeForumTopic':
      case 'reopenForumTopic':
      case 'deleteForumTopic':
        return true;
      case 'sendChatAction':
      case 'answerCallbackQuery':
      case 'editMessageReplyMarkup':
      case 'setMyCommands':
        checkKeyboard(payload);
        return true;
      default:
        throw new Refused(404, 'Not Found: method not found');
    }
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bot(token) {
      const id = bots.size + 1;
      const bot = bots.get(token) ?? createBot(token, 700 + id, `Bot${id}Bot`);
      bots.set(token, bot);
      return bot;
    },
    migrate: (from, to) => {
      migrated.set(from, to);
    },
    async close() {
      for (const bot of bots.values()) bot.end();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const makesMessage = /^send(Message|Photo|Document)$/;

/** Whether the call ends here. */
function strike(problem: Fault, request: IncomingMessage): boolean {
  if (problem.kind === 'status') throw new Refused(problem.status, problem.description, problem.parameters);
  if (problem.kind === 'cut') request.socket.destroy();
  return true;
}

function parsed(html: string): string {
  try {
    return parseHtml(html).text;
  } catch (error) {
    throw new Refused(400, (error as Error).message);
  }
}

function checkKeyboard(payload: { reply_markup?: { inline_keyboard: { callback_data: string }[][] } }): void {
  for (const { callback_data } of payload.reply_markup?.inline_keyboard.flat() ?? []) {
    const size = Buffer.byteLength(callback_data);
    if (size < 1 || size > 64) throw new Refused(400, 'Bad Request: BUTTON_DATA_INVALID');
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
