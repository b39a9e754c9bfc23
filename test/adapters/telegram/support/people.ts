import type { CallbackQuery, Message, MessageEntity, User } from 'telegraf/types';
import type { Call, FakeBot, NewUpdate } from './fakeBotApi.ts';

/** A chat, and who writes there. */
export interface Place {
  readonly chat: { id: number; type: 'private' | 'group' | 'supergroup'; title?: string; is_forum?: true };
  readonly from: User;
  /** Topic of a forum. */
  readonly thread?: number;
}

/** A person in a chat of their own with a bot. */
export function privateChat(id: number, language = 'ca'): Place {
  const from = { id, is_bot: false, first_name: `Person ${id}`, language_code: language };
  return { chat: { id, type: 'private' }, from };
}

/** A person in a group. */
export function groupChat(group: number, person: number): Place {
  return { chat: { id: group, type: 'supergroup', title: 'Square' }, from: privateChat(person).from };
}

/** A person in a topic of a forum. */
export function topicOf(group: number, person: number, thread: number): Place {
  return {
    chat: { id: group, type: 'supergroup', title: 'Square', is_forum: true },
    from: privateChat(person).from,
    thread,
  };
}

let messages = 0;

/** A message with whatever makes it one: `text`, `photo`, `location` … */
export function messageIn({ chat, from, thread }: Place, content: object): Message.TextMessage {
  messages += 1;
  const topic = thread !== undefined && { message_thread_id: thread, is_topic_message: true };
  return { message_id: messages, date: 1_795_000_000, chat, from, ...topic, ...content } as Message.TextMessage;
}

/** An update with a new message. */
export function update(message: Message): NewUpdate {
  return { message } as NewUpdate;
}

/** An update by which a message of that number becomes this one. */
export function editing(message: Message, number: number): NewUpdate {
  return { edited_message: { ...message, message_id: number, edit_date: 1_795_000_100 } } as NewUpdate;
}

/** An update with plain words. */
export function says(place: Place, text: string, more: object = {}): NewUpdate {
  return update(messageIn(place, { text, ...more }));
}

/** Words with the bot's name in front, and the mark that tells it. */
export function mention(bot: FakeBot, text: string): { text: string; entities: MessageEntity[] } {
  const name = `@${bot.username}`;
  return { text: `${name} ${text}`, entities: [{ type: 'mention', offset: 0, length: name.length }] };
}

/** The bot's own message, as others quote it. */
export function botMessage(bot: FakeBot, { chat }: Place, call: Call): Message {
  const { payload } = call;
  const replied = payload.reply_parameters && { reply_to_message: { message_id: payload.reply_parameters.message_id } };
  const from = { id: bot.id, is_bot: true, first_name: 'Bot', username: bot.username };
  const { text, caption, reply_markup } = payload;
  return { message_id: call.message, date: 1, chat, from, text, caption, reply_markup, ...replied } as Message;
}

/** A press on the button of a label. */
export function presses(bot: FakeBot, place: Place, call: Call, label: string, query: string): NewUpdate {
  const message = botMessage(bot, place, call) as Message.TextMessage;
  const replied = message.reply_to_message && { reply_to_message: { ...message.reply_to_message, from: place.from } };
  const button = message.reply_markup?.inline_keyboard.flat().find(({ text }) => text === label);
  const data = button && 'callback_data' in button ? button.callback_data : '';
  const topic = place.thread !== undefined && { message_thread_id: place.thread, is_topic_message: true };
  const pressed = { ...message, ...replied, ...topic };
  return {
    callback_query: { id: query, from: place.from, message: pressed, data, chat_instance: '1' } as CallbackQuery,
  };
}
