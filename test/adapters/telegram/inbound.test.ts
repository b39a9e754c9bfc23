import { describe, expect, test } from '@jest/globals';
import type { Update } from 'telegraf/types';
import { readUpdate } from '../../../adapters/telegram/inbound.ts';
import type { FakeBot } from './support/fakeBotApi.ts';
import { groupChat, mention, messageIn, type Place, privateChat, says, topicOf, update } from './support/people.ts';

const bot = { id: 7, username: 'PratBot' } as FakeBot;
const ana = privateChat(11);
const square = groupChat(-100, 11);
const topic = topicOf(-100, 11, 33);

const read = (given: object) => readUpdate({ update_id: 900, ...given } as Update, bot);
const contentOf = (chatRef: Place, content: object) => read(update(messageIn(chatRef, content)))?.content;
const fromBot = { message_id: 5, from: { id: 7, is_bot: true, first_name: 'Bot' }, chat: square.chat, date: 1 };

describe('a private message', () => {
  test('is of its chat, and of nobody else', () => {
    const message = messageIn(ana, { text: 'Hola' });
    expect(read(update(message))).toEqual({
      platformConversation: '11',
      surface: 'private',
      person: '11',
      address: { chat: 11, thread: null, replyTo: null },
      id: String(message.message_id),
      localeHint: 'ca',
      content: { kind: 'text', text: 'Hola' },
    });
  });

  test.each([
    ['/start', { kind: 'start' }],
    ['/start@PratBot', { kind: 'start' }],
    ['/start a_CODE-9', { kind: 'continue', code: 'a_CODE-9', text: '' }],
    ['/start not a code', { kind: 'text', text: '/start not a code' }],
    ['/start què?', { kind: 'start' }],
    ['/ajuda', { kind: 'text', text: '/ajuda' }],
    ['/ajuda@pratbot el padró', { kind: 'text', text: '/ajuda el padró' }],
    ['/ajuda@OtherBot', { kind: 'text', text: '/ajuda@OtherBot' }],
    ['escriu a @PratBot', { kind: 'text', text: 'escriu a @PratBot' }],
  ])('%s', (text, content) => {
    expect(contentOf(ana, { text })).toEqual(content);
  });

  test.each([
    ['es', 'es'],
    ['en-GB', 'en'],
    ['fr', null],
    [undefined, null],
  ])('of a telephone in %s hints at %s', (language, hint) => {
    const chatRef = { ...ana, from: { ...ana.from, language_code: language } } as Place;
    expect(read(says(chatRef, 'x'))?.localeHint).toBe(hint);
  });
});

describe('what a message holds', () => {
  const size = (file_id: string, file_size: number) => ({ file_id, file_unique_id: `u-${file_id}`, file_size });

  test('a picture: the largest of its sizes, with its words', () => {
    expect(contentOf(ana, { photo: [size('s', 1), size('l', 9)], caption: 'un forat' })).toEqual({
      ...{ kind: 'attached', text: 'un forat', album: null },
      files: [{ what: 'photo', message: expect.any(Number), fileId: 'l', uniqueId: 'u-l', name: null, size: 9 }],
    });
  });

  test('a document: with its name', () => {
    expect(contentOf(ana, { document: { ...size('d', 3), file_name: 'a.pdf' } })).toEqual({
      ...{ kind: 'attached', text: '', album: null },
      files: [{ what: 'file', message: expect.any(Number), fileId: 'd', uniqueId: 'u-d', name: 'a.pdf', size: 3 }],
    });
  });

  test('a place, or one with a name', () => {
    const location = { latitude: 41.32, longitude: 2.09 };
    expect(contentOf(ana, { location })).toEqual({ kind: 'location', ...location, text: '' });
    expect(contentOf(ana, { location, venue: { location, title: 'Cèntric', address: 'x' } })).toEqual({
      kind: 'location',
      ...location,
      text: 'Cèntric',
    });
  });

  test('a number of their own is a contact; that of another person is words', () => {
    const contact = { phone_number: '+34000', first_name: 'Ana', last_name: 'Pi' };
    expect(contentOf(ana, { contact: { ...contact, user_id: 11 } })).toEqual({
      kind: 'contact',
      phone: '+34000',
      text: 'Ana Pi',
    });
    expect(contentOf(ana, { contact: { ...contact, user_id: 12 } })).toEqual({ kind: 'text', text: 'Ana Pi +34000' });
    expect(contentOf(ana, { contact })).toEqual({ kind: 'text', text: 'Ana Pi +34000' });
  });

  test.each([
    ['voice', 'voice'],
    ['audio', 'audio'],
    ['video', 'video'],
    ['video_note', 'video-note'],
    ['animation', 'animation'],
  ])('a %s is kept as a file, with its words', (field, what) => {
    const beside = field === 'animation' ? { document: size('d', 3) } : {};
    expect(contentOf(ana, { [field]: size('v', 9), caption: 'mireu', ...beside })).toMatchObject({
      ...{ kind: 'attached', text: 'mireu' },
      files: [{ what, fileId: 'v', size: 9 }],
    });
  });

  test.each([
    ['sticker', 'sticker'],
    ['poll', 'poll'],
    ['dice', 'dice'],
    ['game', 'game'],
    ['story', 'story'],
    ['paid_media', 'paid-media'],
    ['gift', 'gift'],
    ['unique_gift', 'gift'],
    ['giveaway', 'giveaway'],
    ['giveaway_winners', 'giveaway'],
    ['checklist', 'checklist'],
    ['something_of_2030', 'other'],
  ])('a %s is said not to be kept', (field, what) => {
    expect(contentOf(ana, { [field]: { emoji: '👍' } })).toEqual({
      ...{ kind: 'files', files: [], text: '' },
      notKept: [{ what, why: 'unsupported' }],
    });
    expect(contentOf(ana, { [field]: {}, caption: 'mireu' })).toMatchObject({ text: 'mireu', notKept: [{ what }] });
  });

  test('a place that moves is taken where it is, and said not to be followed', () => {
    const chatRef = { latitude: 41.32, longitude: 2.09 };
    expect(contentOf(ana, { location: { ...chatRef, live_period: 900 } })).toEqual({
      ...{ kind: 'location', ...chatRef, text: '' },
      notKept: [{ what: 'live-location', why: 'unsupported' }],
    });
  });

  test.each(['pinned_message', 'new_chat_photo', 'forum_topic_closed', 'successful_payment', 'chat_background_set'])(
    'a %s is nothing that anybody sent',
    (field) => {
      expect(read(update(messageIn(ana, { [field]: {} })))).toBeNull();
    },
  );

  test('an album is known by its id', () => {
    const photo = { photo: [size('a', 1)], media_group_id: 'g1' };
    expect(contentOf(ana, photo)).toMatchObject({ album: 'g1' });
  });
});

describe('in a group', () => {
  test.each([
    [
      'a mention',
      { text: '@PratBot què fan avui?', entities: [{ type: 'mention', offset: 0, length: 8 }] },
      'què fan avui?',
    ],
    [
      'a mention in the middle',
      { text: 'escolta @pratbot, què fan?', entities: [{ type: 'mention', offset: 8, length: 8 }] },
      'escolta, què fan?',
    ],
    [
      'a mention without a name',
      { text: 'Bot què fan?', entities: [{ type: 'text_mention', offset: 0, length: 3, user: { id: 7 } }] },
      'què fan?',
    ],
    [
      'a mention behind an emoji',
      { text: '👩‍👧 @PratBot hola', entities: [{ type: 'mention', offset: 6, length: 8 }] },
      '👩‍👧 hola',
    ],
    ['an answer to the bot', { text: 'i demà?', reply_to_message: fromBot }, 'i demà?'],
    ['a command', { text: '/ajuda' }, '/ajuda'],
    ['a command with the bot’s name', { text: '/ajuda@PratBot padró' }, '/ajuda padró'],
    [
      'a picture with a mention',
      {
        photo: [{ file_id: 'a', file_unique_id: 'b' }],
        caption: '@PratBot mira',
        caption_entities: [{ type: 'mention', offset: 0, length: 8 }],
      },
      'mira',
    ],
  ])('%s is for the bot', (_name, content, text) => {
    const message = messageIn(square, content);
    expect(read(update(message))).toMatchObject({
      platformConversation: '-100//11',
      surface: 'public',
      address: { chat: -100, thread: null, replyTo: message.message_id },
      content: { text },
    });
  });

  test.each([
    ['talk', { text: 'què fan avui?' }],
    ['a mention of another', { text: '@OtherBot hola', entities: [{ type: 'mention', offset: 0, length: 9 }] }],
    ['a name that no mark makes a mention', { text: 'mail@PratBot.example' }],
    ['a command of another bot', { text: '/ajuda@OtherBot' }],
    [
      'a command of another bot that mentions this one',
      { text: '/ask@OtherBot @PratBot', entities: [{ type: 'mention', offset: 14, length: 8 }] },
    ],
    ['an answer to a person', { text: 'sí', reply_to_message: { ...fromBot, from: { id: 12 } } }],
    ['a picture', { photo: [{ file_id: 'a', file_unique_id: 'b' }] }],
    ['somebody who joins', { new_chat_members: [{ id: 7 }] }],
    ['a group that becomes a supergroup', { migrate_to_chat_id: -200 }],
  ])('%s is not', (_name, content) => {
    expect(read(update(messageIn(square, content)))).toBeNull();
  });

  test('the bot’s name alone calls it', () => {
    expect(contentOf(square, mention(bot, ''))).toEqual({ kind: 'start' });
  });

  test('a link’s code is not carried over: others read there', () => {
    expect(contentOf(square, { text: '/start@PratBot CODE' })).toEqual({ kind: 'start' });
  });

  test('other bots, channels’ copies and channels are not listened to; who hides behind the group is', () => {
    const entities = mention(bot, 'hola');
    const otherBot = { ...square, from: { id: 8, is_bot: true, first_name: 'Other' } };
    expect(read(update(messageIn(otherBot, entities)))).toBeNull();
    expect(read(update(messageIn(square, { ...entities, is_automatic_forward: true })))).toBeNull();
    expect(read({ channel_post: messageIn(square, entities) })).toBeNull();
    const admin = messageIn(otherBot, { ...entities, sender_chat: { id: -100, type: 'supergroup' } });
    expect(read(update(admin))?.platformConversation).toBe('-100//-100');
  });
});

describe('in a topic of a forum', () => {
  test('people are answered in their topic, and each has a conversation of their own there', () => {
    const said = messageIn(topic, mention(bot, 'hola'));
    expect(read(update(said))).toMatchObject({
      platformConversation: '-100/33/11',
      address: { chat: -100, thread: 33, replyTo: said.message_id },
    });
    const others = [topicOf(-100, 12, 33), topicOf(-100, 11, 34), square].map(
      (chatRef) =>
        read(says(chatRef, mention(bot, 'hola').text, { entities: mention(bot, 'hola').entities }))
          ?.platformConversation,
    );
    expect(others).toEqual(['-100/33/12', '-100/34/11', '-100//11']);
  });

  test('a message that only stands in a topic that the bot opened is not an answer to it', () => {
    const opened = { ...fromBot, forum_topic_created: { name: 'x', icon_color: 1 } };
    expect(contentOf(topic, { text: 'hola', reply_to_message: opened })).toBeUndefined();
  });

  test('a chain of answers outside of a forum is no topic', () => {
    const message = messageIn(square, { ...mention(bot, 'hola'), message_thread_id: 9 });
    expect(read(update(message))?.address).toMatchObject({ thread: null });
  });
});

describe('a changed message', () => {
  const edited = (chatRef: Place, content: object) => ({
    edited_message: { ...messageIn(chatRef, content), message_id: 60, edit_date: 123 },
  });

  test('tells of which message it is a change, and is new each time', () => {
    expect(read(edited(ana, { text: 'nou' }))).toMatchObject({
      id: '60.123.900',
      content: { kind: 'edit', of: '60', text: 'nou' },
    });
    expect(read({ ...edited(ana, { text: 'nou' }), update_id: 901 })?.id).toBe('60.123.901');
    expect(read(edited(ana, { photo: [{ file_id: 'a', file_unique_id: 'b' }], caption: 'nou' }))?.content).toEqual({
      kind: 'edit',
      of: '60',
      text: 'nou',
    });
    expect(read(edited(square, mention(bot, 'nou')))?.content).toEqual({ kind: 'edit', of: '60', text: 'nou' });
  });

  test('without words, or not for the bot, is nothing', () => {
    expect(read(edited(ana, { location: { latitude: 1, longitude: 2 } }))).toBeNull();
    expect(read(edited(square, { text: 'nou' }))).toBeNull();
  });
});

describe('a button', () => {
  const press = (from: number, question: object | undefined, message: object = {}) =>
    read({
      callback_query: {
        id: 'q',
        from: { id: from, is_bot: false, first_name: 'x' },
        chat_instance: '1',
        data: 'vnone',
        message: {
          ...{ message_id: 70, date: 1, chat: square.chat, reply_to_message: question },
          reply_markup: { inline_keyboard: [[{ text: 'Cap', callback_data: 'vnone' }]] },
          ...message,
        },
      },
    });
  const asked = (id: number) => ({ message_id: 60, from: { id }, chat: square.chat, date: 1 });

  test('that the asker presses is answered under their question, and changes', () => {
    expect(press(11, asked(11))).toMatchObject({
      platformConversation: '-100//11',
      surface: 'public',
      address: { chat: -100, thread: null, replyTo: 60 },
      id: 'press.q',
      content: { kind: 'pressed', data: 'vnone', label: 'Cap', message: 70 },
    });
  });

  test('that somebody else presses is their own choice, and stays for the asker', () => {
    expect(press(12, asked(11))).toMatchObject({
      platformConversation: '-100//12',
      address: { replyTo: 70 },
      content: { label: 'Cap', message: null },
    });
  });

  test('under what the bot answered to a press, or to nobody, is anybody’s', () => {
    expect(press(12, asked(7))?.content).toMatchObject({ message: 70 });
    expect(press(12, undefined)?.content).toMatchObject({ message: 70 });
  });

  test('of a message that Telegram no longer shows has no words and does not change', () => {
    const gone = { date: 0, reply_markup: undefined };
    expect(press(11, undefined, gone)?.content).toMatchObject({ data: 'vnone', label: '', message: null });
  });

  test('of a game, or of a message sent elsewhere, is none', () => {
    expect(read({ callback_query: { id: 'q', from: ana.from, chat_instance: '1', game_short_name: 'x' } })).toBeNull();
    expect(read({ callback_query: { id: 'q', from: ana.from, chat_instance: '1', data: 'vx' } })).toBeNull();
  });
});

describe('what is not said to the bot leaves no trace', () => {
  test.each([
    ['my_chat_member', { my_chat_member: { chat: ana.chat, from: ana.from, new_chat_member: { status: 'kicked' } } }],
    ['message_reaction', { message_reaction: { chat: ana.chat } }],
    ['poll', { poll: { id: '1' } }],
  ])('%s', (_name, given) => {
    expect(read(given)).toBeNull();
  });
});
