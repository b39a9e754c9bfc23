import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { until } from '../../contract/coordination/until.ts';
import { present } from '../../support/present.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { presses, privateChat } from './support/people.ts';

const chat = { chat: 11, thread: null, replyTo: null };
const inTopic = { chat: -100, thread: 33, replyTo: 44 };
const png = Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1');
const ref = (id: string, type: string, name: string) => ({ id, name, type, size: png.length });
const picture = ref('p', 'image/png', 'mapa.png');
const paper = ref('d', 'application/pdf', 'full.pdf');
const refuses = (description: string, parameters = {}) =>
  ({ kind: 'status', status: 400, description: `Bad Request: ${description}`, parameters }) as const;

let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
  await desk.open();
  desk.keep('p', png);
  desk.keep('d', png);
});
afterEach(() => desk.close());

/** Messages that the platform took. */
const sent = () => desk.bot.calls.filter(({ message }) => message !== null);
const payloads = () => sent().map(({ method, payload }) => ({ method, ...payload }));

describe('words', () => {
  test('go out as HTML, without previews of links', async () => {
    const { platformId } = await desk.send(chat, { text: '**Hola** <&> [seu](https://seu.example)' });
    expect(sent()).toEqual([
      {
        method: 'sendMessage',
        payload: {
          chat_id: 11,
          text: '<b>Hola</b> &lt;&amp;&gt; <a href="https://seu.example">seu</a>',
          parse_mode: 'HTML',
          link_preview_options: { is_disabled: true },
        },
        files: [],
        message: Number(platformId),
      },
    ]);
  });

  test('that hold no marks go out as they are', async () => {
    await desk.send(chat, { text: '**Hola** <&>', markup: 'plain' });
    expect(payloads()).toMatchObject([{ text: '**Hola** <&>' }]);
    expect(payloads()[0]).not.toHaveProperty('parse_mode');
  });

  test('whose marks the platform does not read are sent once more without', async () => {
    const met = desk.bot.problem(/^sendMessage$/, refuses(`can't parse entities: Unsupported start tag "Pi"`));
    await desk.send(chat, { text: '**Hola** [seu](https://seu.example)' });
    await met;
    expect(payloads()).toMatchObject([{ text: 'Hola seu (https://seu.example)' }]);
    expect(payloads()[0]).not.toHaveProperty('parse_mode');
  });

  test('that stay unread are refused after the second time', async () => {
    desk.bot.alwaysFault(/^sendMessage$/, refuses("can't parse entities"));
    await expect(desk.send(chat, { text: 'Hola' })).rejects.toMatchObject({ code: 'platform.refused', retryAt: null });
  });

  test('in a topic go there, under the message that they answer, if it is still there', async () => {
    await desk.send(inTopic, { text: 'Hola' });
    expect(payloads()).toMatchObject([
      {
        chat_id: -100,
        message_thread_id: 33,
        reply_parameters: { message_id: 44, allow_sending_without_reply: true },
      },
    ]);
  });

  test('of nothing are not sent', async () => {
    expect(await desk.send(chat, { text: ' ' })).toEqual({ platformId: null });
    expect(sent()).toEqual([]);
  });
});

describe('a group that became a supergroup', () => {
  test('is written to at its new address, without what is no longer there', async () => {
    desk.api.migrate(-5, -1_005);
    await desk.send({ chat: -5, thread: null, replyTo: 44 }, { text: 'Hola', files: [paper] });
    expect(payloads()).toMatchObject([{ method: 'sendDocument', chat_id: -1_005, caption: 'Hola' }]);
    expect(payloads()[0]).not.toHaveProperty('reply_parameters');
  });

  test('whose new address the platform moves again is not chased for ever', async () => {
    desk.api.migrate(-5, -5);
    await expect(desk.send({ chat: -5, thread: null, replyTo: null }, { text: 'Hola' })).rejects.toMatchObject({
      code: 'platform.refused',
    });
  });
});

describe('a topic that somebody has deleted', () => {
  test.each(['message thread not found', 'TOPIC_DELETED', 'message_thread_not_found'])(
    'leaves the answer to the group: %s',
    async (description) => {
      const met = desk.bot.problem(/^sendDocument$/, refuses(description));
      await desk.send(inTopic, { text: 'Hola', files: [paper] });
      await met;
      expect(payloads()).toMatchObject([{ method: 'sendDocument', chat_id: -100, caption: 'Hola' }]);
      expect(payloads()[0]).not.toHaveProperty('message_thread_id');
    },
  );

  test('is refused for good where there is none', async () => {
    desk.bot.alwaysFault(/^sendMessage$/, refuses('message thread not found'));
    await expect(desk.send(chat, { text: 'Hola' })).rejects.toMatchObject({ code: 'platform.refused', retryAt: null });
  });
});

describe('files', () => {
  test('a picture is shown and a document is sent, with their names and words, buttons under the last', async () => {
    const choices = [{ label: 'Sí', value: 'none' }];
    await desk.send(inTopic, { text: '**Aquí** ho té', files: [picture, paper], choices });
    const keyboard = { inline_keyboard: [[{ text: 'Sí', callback_data: 'vnone' }]] };
    expect(payloads()).toMatchObject([
      { method: 'sendPhoto', chat_id: -100, message_thread_id: 33, caption: '<b>Aquí</b> ho té', parse_mode: 'HTML' },
      { method: 'sendDocument', reply_markup: keyboard, reply_parameters: { message_id: 44 } },
    ]);
    expect(payloads()[0]).not.toHaveProperty('reply_markup');
    expect(sent().flatMap(({ files }) => files)).toEqual([
      { name: 'mapa.png', bytes: png },
      { name: 'full.pdf', bytes: png },
    ]);
  });

  test('words too long to stand beside a file go first', async () => {
    await desk.send(chat, { text: 'a'.repeat(1_025), files: [paper] });
    expect(payloads().map(({ method, caption = null }) => [method, caption])).toEqual([
      ['sendMessage', null],
      ['sendDocument', ''],
    ]);
  });

  test('a picture that the platform cannot show is sent as a file', async () => {
    void desk.bot.problem(/^sendPhoto$/, refuses('PHOTO_INVALID_DIMENSIONS'));
    await desk.send(chat, { text: 'Hola', files: [picture] });
    expect(payloads()).toMatchObject([{ method: 'sendDocument', caption: 'Hola' }]);
  });

  test('a name that would break out of its header does not', async () => {
    await desk.send(chat, { files: [{ ...paper, name: 'a"\r\nx: y\\.pdf' }] });
    expect(sent()[0]?.files.map(({ name }) => name)).toEqual(['a___x: y_.pdf']);
  });

  test('what was erased is left out; the words go all the same', async () => {
    await desk.send(chat, { text: 'Hola', files: [ref('gone', 'image/png', 'x.png')] });
    expect(payloads()).toMatchObject([{ method: 'sendMessage', text: 'Hola' }]);
  });

  test('too large for the platform are refused before they are sent', async () => {
    desk.keep('big', new Uint8Array(50 * 1024 * 1024 + 1));
    await expect(desk.send(chat, { files: [ref('big', 'application/pdf', 'x.pdf')] })).rejects.toMatchObject({
      code: 'platform.refused',
      retryAt: null,
    });
    expect(sent()).toEqual([]);
  });

  test('of which one failed go on from there at the next attempt, for the same message only', async () => {
    const message = { text: 'a'.repeat(1_025), files: [paper, { ...paper, name: 'second.pdf' }] };
    void desk.bot.problem(/^sendDocument$/, { kind: 'cut' });
    await expect(desk.send(chat, message, 'k.1.0')).rejects.toMatchObject({ code: 'platform.unreachable' });
    await desk.send(chat, message, 'k.1.0');
    expect(payloads().map(({ method }) => method)).toEqual(['sendMessage', 'sendDocument', 'sendDocument']);
    await desk.send(chat, message, 'k.2.0');
    expect(sent()).toHaveLength(6);
  });
});

describe('choices', () => {
  const place = privateChat(11);
  const long = { label: 'Mobles vells', value: `entry:${'mobles-'.repeat(12)}` };

  test('one a row; those too long for a button are sealed first, under a name that it carries', async () => {
    await desk.send(chat, { text: 'Què?', choices: [{ label: 'Cap', value: 'none' }, long] });
    const rows = payloads()[0]?.reply_markup.inline_keyboard;
    expect(rows).toEqual([
      [{ text: 'Cap', callback_data: 'vnone' }],
      [{ text: 'Mobles vells', callback_data: expect.stringMatching(/^h[\w-]{43}$/) }],
    ]);
    expect(desk.sealed().map((bytes) => Buffer.from(bytes).toString())).toContain(long.value);
  });

  test('a press stops the button’s spinning, and leaves only what was chosen', async () => {
    await desk.send(chat, { text: 'Què?', choices: [{ label: 'Cap', value: 'none' }, long] });
    const question = present(sent()[0]);
    await desk.bot.bring(presses(desk.bot, place, question, 'Cap', 'q1'));
    const [answered] = await desk.bot.seen('answerCallbackQuery', 1);
    const [changed] = await desk.bot.seen('editMessageReplyMarkup', 1);
    expect(answered?.payload).toEqual({ callback_query_id: 'q1' });
    expect(changed?.payload).toEqual({
      chat_id: 11,
      message_id: question.message,
      reply_markup: { inline_keyboard: [[{ text: '✓ Cap', callback_data: 'x' }]] },
    });
    expect(desk.taken.map(({ inbound }) => inbound)).toEqual([
      { id: 'press.q1', content: { kind: 'choice', value: 'none', text: 'Cap' }, localeHint: 'ca' },
    ]);
  });

  test('a press on what was chosen already is no message', async () => {
    await desk.send(chat, { text: 'Què?', choices: [{ label: 'Cap', value: 'none' }] });
    const question = present(sent()[0]);
    const chosen = { inline_keyboard: [[{ text: '✓ Cap', callback_data: 'x' }]] };
    const after = { ...question, payload: { ...question.payload, reply_markup: chosen } };
    await desk.bot.bring(presses(desk.bot, place, after, '✓ Cap', 'q2'));
    await desk.bot.seen('answerCallbackQuery', 1);
    await desk.bot.until(() => desk.bot.unconfirmed().length === 0);
    expect(desk.taken).toEqual([]);
  });

  test('a long choice that was erased, or is another person’s, is taken by its words', async () => {
    await desk.send(chat, { text: 'Què?', choices: [long] });
    // The desk seals under a conversation that is not this person's.
    await desk.bot.bring(presses(desk.bot, privateChat(12), present(sent()[0]), long.label, 'q3'));
    await until(() => desk.taken.length > 0);
    expect(desk.taken[0]?.inbound.content).toEqual({ kind: 'text', text: long.label });
  });
});

describe('an account', () => {
  test('that is not open here leaves its messages waiting', async () => {
    await desk.channel.close();
    await expect(desk.send(chat, { text: 'Hola' })).rejects.toMatchObject({ code: 'account.off' });
  });

  test.each([null, {}, { chat: 'x', thread: null, replyTo: null }, { conversation: 'a teams one' }])(
    'cannot answer at %j, and never will',
    async (address) => {
      await expect(desk.send(address, { text: 'Hola' })).rejects.toMatchObject({
        code: 'platform.refused',
        retryAt: null,
      });
    },
  );
});
