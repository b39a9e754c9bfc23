import { platform } from '../../../../adapters/telegram/index.ts';
import type { AdapterFixture, FakePlatform, Fault, Seat, Shown } from '../../../contract/adapter/fixture.ts';
import { type Fault as BotFault, type Call, type FakeBot, startBotApi } from './fakeBotApi.ts';
import { parseHtml } from './html.ts';
import {
  botMessage,
  editing,
  groupChat,
  mention,
  messageIn,
  type Place,
  presses,
  privateChat,
  update,
} from './people.ts';

/** Telegram under the contract of an adapter, its updates fetched or brought. */
export function telegramFixture(receive: 'polling' | 'webhook'): AdapterFixture {
  return { platform, knowsRepetitions: false, open: () => openTelegram(receive) };
}

async function openTelegram(receive: 'polling' | 'webhook'): Promise<FakePlatform> {
  const api = await startBotApi();
  const tokens = new Map<string, string>();
  const edits = new Map<string, string>();
  let presented = 0;

  const tokenOf = (account: string) => {
    const token = tokens.get(account) ?? `${tokens.size + 100}:token-of-${account}-that-nobody-may-see`;
    tokens.set(account, token);
    return token;
  };
  const botOf = (account: string) => api.bot(tokenOf(account));
  const square = (account: string) => -100_000 - botOf(account).id;
  const chatRefOf = ({ account, person, surface }: Seat): Place =>
    surface === 'private' ? privateChat(numberOf(person)) : groupChat(square(account), numberOf(person));
  const sent = (seat: Seat) =>
    botOf(seat.account).calls.filter(
      ({ message, payload }) => message !== null && payload.chat_id === chatRefOf(seat).chat.id,
    );
  const wordsFrom = (seat: Seat, text: string) =>
    messageIn(chatRefOf(seat), seat.surface === 'public' ? mention(botOf(seat.account), text) : { text });

  return {
    account(name, secret) {
      botOf(name);
      const token = secret === 'right' ? tokenOf(name) : '9:wrong-token-that-nobody-may-see';
      return { settings: { receive, apiRoot: api.url }, secrets: { token } };
    },
    serve() {},
    async say(seat, text) {
      const message = wordsFrom(seat, text);
      await botOf(seat.account).bring(update(message));
      return String(message.message_id);
    },
    async chatter(seat, text) {
      await botOf(seat.account).bring(update(messageIn(chatRefOf(seat), { text })));
    },
    async reply(seat, text) {
      const bot = botOf(seat.account);
      const place = chatRefOf(seat);
      const reply_to_message = botMessage(bot, place, sent(seat).at(-1) as Call);
      await bot.bring(update(messageIn(place, { text, reply_to_message })));
    },
    async press(seat, label) {
      const call = sent(seat).findLast((each) => shownOf(each, botOf(seat.account)).buttons.includes(label));
      if (call === undefined) throw new Error(`no message shows ${label}`);
      presented += 1;
      await botOf(seat.account).bring(presses(botOf(seat.account), chatRefOf(seat), call, label, `query-${presented}`));
    },
    async sendFile(seat, file, caption) {
      const bot = botOf(seat.account);
      const file_id = `files/${bot.files.size + 1}`;
      bot.files.set(file_id, file.bytes);
      const given = { file_id, file_unique_id: `unique-${file_id}`, file_size: file.bytes.length };
      const content = file.type.startsWith('image/')
        ? { photo: [{ ...given, file_id: 'small', file_size: 1 }, given] }
        : { document: { ...given, file_name: file.name } };
      await bot.bring(update(messageIn(chatRefOf(seat), { ...content, ...(caption !== '' && { caption }) })));
    },
    async edit(seat, message, text) {
      edits.set(message, text);
      await botOf(seat.account).bring(editing(wordsFrom(seat, text), Number(message)));
    },
    redeliver: (account) => botOf(account).bringAgain(),
    async sayBackwards(seat, first, second) {
      const messages = [wordsFrom(seat, first), wordsFrom(seat, second)];
      await botOf(seat.account).bringAll(messages.reverse().map(update));
    },
    shown: (seat) => sent(seat).map((call) => shownOf(call, botOf(seat.account))),
    typings: (seat) =>
      botOf(seat.account).calls.filter(
        ({ method, payload }) => method === 'sendChatAction' && payload.chat_id === chatRefOf(seat).chat.id,
      ).length,
    fail: (account, fault) => botOf(account).problem(/^send(Message|Photo|Document)$/, botFaultOf(fault)),
    failTyping: (account) => botOf(account).alwaysFault(/^sendChatAction$/, botFaultOf(serverError)),
    close: () => api.close(),
  };
}

const serverError: Fault = { kind: 'status', status: 500, retryAfter: null };

/** A message as people see it now; its buttons may have changed since. */
function shownOf({ message, payload, files }: Call, bot: FakeBot): Shown {
  const words = payload.text ?? payload.caption ?? '';
  const { text, entities } = payload.parse_mode === 'HTML' ? parseHtml(words) : { text: words, entities: [] };
  const marked = (type: string) => entities.filter((each) => each.type === type);
  const at = ({ offset, length }: { offset: number; length: number }) => text.slice(offset, offset + length);
  const links = marked('text_link').map((each) => ({ offset: each.offset, text: at(each), url: each.url ?? '' }));
  // Telegram itself links addresses of mail. Where one stands in brackets behind its words, as in `Mail (a@b.c)`, that
  // is for people what a link over these words would be.
  const mails = Array.from(text.matchAll(/(\S+) \((\S+@\S+)\)/g) as Iterable<RegExpExecArray>, (found) => ({
    offset: found.index,
    text: found[1] ?? '',
    url: `mailto:${found[2]}`,
  }));
  const change = bot.calls.findLast(
    (call) => call.method === 'editMessageReplyMarkup' && call.payload.message_id === message,
  );
  const keyboard = (change ?? { payload }).payload.reply_markup?.inline_keyboard ?? [];
  return {
    id: String(message),
    text: text.replace(/(\S+) \(\S+@\S+\)/g, '$1'),
    bold: marked('bold').map(at),
    links: [...links, ...mails].sort((a, b) => a.offset - b.offset).map((link) => ({ text: link.text, url: link.url })),
    buttons: keyboard.flat().map((button: { text: string }) => button.text),
    files,
  };
}

function botFaultOf(fault: Fault): BotFault {
  if (fault.kind !== 'status') return fault;
  const { status, retryAfter } = fault;
  const words: Readonly<Record<number, string>> = {
    400: 'Bad Request: chat not found',
    401: 'Unauthorized',
    403: 'Forbidden: bot was blocked by the user',
    404: 'Not Found',
    409: 'Conflict',
    413: 'Request Entity Too Large',
    429: `Too Many Requests: retry after ${retryAfter}`,
  };
  const parameters = retryAfter === null ? {} : { retry_after: retryAfter };
  return { kind: 'status', status, description: words[status] ?? 'Internal Server Error', parameters };
}

/** A number for a name, the same each time. */
function numberOf(person: string): number {
  return Number.parseInt(Buffer.from(person).toString('hex').slice(0, 8), 16);
}
