import { afterEach, describe, expect, test } from '@jest/globals';
import { until } from '../../contract/coordination/until.ts';
import { type Desk, type DeskOptions, openDesk } from './support/desk.ts';
import { mention, messageIn, privateChat, says, topicOf, update } from './support/people.ts';

const [ana, pau] = [privateChat(11), privateChat(12)];
let made: Desk | null = null;

async function desk(options: DeskOptions = {}): Promise<Desk> {
  made = await openDesk({ receive: 'webhook', ...options });
  return made;
}

afterEach(() => made?.close());

/** Brings an update as anybody could. */
async function post({ address }: Desk, body: unknown, secret: string | null, path = '/telegram/default/desk') {
  const response = await fetch(address.url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(secret !== null && { 'x-telegram-bot-api-secret-token': secret }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, code: text === '' ? null : JSON.parse(text).error.code };
}

describe('the address', () => {
  test('is told to the platform with a secret, the same in every process, and the kinds of updates', async () => {
    const { address, bot, open } = await desk();
    await open();
    await (await open()).close();
    const calls = await bot.seen('setWebhook', 2);
    expect(calls[0]?.payload).toEqual({
      url: `${address.url}/telegram/default/desk`,
      secret_token: expect.stringMatching(/^[\w-]{43}$/),
      allowed_updates: ['message', 'edited_message', 'callback_query'],
    });
    expect(calls[1]?.payload).toEqual(calls[0]?.payload);
  });

  test('that the platform does not take keeps the account from opening, and says what to do', async () => {
    const { bot, open } = await desk();
    const description = 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook';
    void bot.problem(/^setWebhook$/, { kind: 'status', status: 400, description, parameters: {} });
    await expect(open()).rejects.toMatchObject({
      code: 'platform.refused',
      message: expect.stringContaining('PUBLIC_URL'),
    });
  });
});

describe('anybody who brings an update', () => {
  const body = { update_id: 1, message: messageIn(ana, { text: 'Hola' }) };

  test.each(['a wrong secret', ''])('with %j is refused, and nothing is taken', async (secret) => {
    const own = await desk();
    await own.open();
    expect(await post(own, body, secret)).toEqual({ status: 401, code: 'auth.refused' });
    expect(await post(own, body, null)).toEqual({ status: 401, code: 'auth.refused' });
    expect(own.taken).toEqual([]);
  });

  test('to an account that is not here, or no more, is told so', async () => {
    const own = await desk();
    const opened = await own.open();
    const secret = own.bot.webhook?.secret ?? '';
    expect(await post(own, body, secret, '/telegram/default/library')).toEqual({ status: 404, code: 'route.unknown' });
    expect(await post(own, body, secret)).toEqual({ status: 200, code: null });
    await opened.close();
    expect(await post(own, body, secret)).toEqual({ status: 404, code: 'route.unknown' });
    expect(own.taken).toHaveLength(1);
  });

  test.each(['{', '[]', '{}', '"x"', '{"update_id":"1"}'])('in the form %s is told so', async (text) => {
    const own = await desk();
    await own.open();
    expect(await post(own, text, own.bot.webhook?.secret ?? '')).toEqual({ status: 400, code: expect.any(String) });
    expect(own.taken).toEqual([]);
  });
});

describe('an update', () => {
  test('is acknowledged once it is durable: until then it is brought again', async () => {
    let failures = 2;
    const { bot, open, texts, log } = await desk({
      take: async () => {
        failures -= 1;
        if (failures >= 0) throw new Error('the store is down');
      },
    });
    await open();
    await bot.bring(says(ana, 'one'));
    await bot.until(() => bot.unconfirmed().length === 0);
    expect(texts()).toEqual(['one']);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
  });

  test('that waits while the account is closed is brought when it is open', async () => {
    const { bot, open, texts } = await desk();
    await bot.bring(says(ana, 'one'));
    expect(texts()).toEqual([]);
    await open();
    await bot.until(() => bot.unconfirmed().length === 0);
    expect(texts()).toEqual(['one']);
  });

  test('that comes while its first delivery is under way waits for it; other chats don’t', async () => {
    let let1 = () => {};
    const begun: string[] = [];
    const own = await desk({
      take: ({ inbound: { content } }) => {
        const text = 'text' in content ? content.text : '';
        begun.push(text);
        return text !== 'one' || begun.length > 1 ? Promise.resolve() : new Promise((resolve) => (let1 = resolve));
      },
    });
    await own.open();
    const secret = own.bot.webhook?.secret ?? '';
    const one = { update_id: 1, message: messageIn(ana, { text: 'one' }) };
    const first = post(own, one, secret);
    await until(() => begun.length === 1);
    const second = post(own, one, secret);
    await post(own, { update_id: 2, message: messageIn(pau, { text: 'two' }) }, secret);
    expect(begun).toEqual(['one', 'two']);
    let1();
    expect([await first, await second].map(({ status }) => status)).toEqual([200, 200]);
    expect(begun).toEqual(['one', 'two', 'one']);
  });

  test('that an account which closes has begun is finished first', async () => {
    let let1 = () => {};
    const { bot, open, texts } = await desk({ take: () => new Promise((resolve) => (let1 = resolve)) });
    const opened = await open();
    const notified = bot.bring(says(ana, 'one'));
    await bot.seen('sendChatAction', 1);
    let isClosed = false;
    const closing = opened.close().then(() => {
      isClosed = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isClosed).toBe(false);
    let1();
    await Promise.all([closing, notified]);
    expect(texts()).toEqual(['one']);
  });

  test('of a topic shows there that somebody writes', async () => {
    const { bot, open } = await desk();
    await open();
    const topic = topicOf(-100, 11, 33);
    await bot.bring(update(messageIn(topic, mention(bot, 'hola'))));
    const [typing] = await bot.seen('sendChatAction', 1);
    expect(typing?.payload).toEqual({ chat_id: -100, message_thread_id: 33, action: 'typing' });
  });
});
