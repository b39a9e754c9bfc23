import type { CallbackQuery, Chat, Message, Update, User } from 'telegraf/types';
import { isLocale, type Locale } from '../../src/core/model/locale.ts';
import type { InboundContent, Surface } from '../../src/core/model/message.ts';
import type { Address } from './address.ts';
import { type Bot, withoutSuffix, wordsForBot } from './addressed.ts';
import { type Attached, contentOf } from './content.ts';

/** A button that was pressed; what it stands for is still to be looked up. */
export interface Pressed {
  readonly kind: 'pressed';
  readonly query: string;
  readonly data: string;
  /** What the button says; empty when the platform does not tell any more. */
  readonly label: string;
  /** The message with the button; null when it can no longer be changed, or is another person's to answer. */
  readonly message: number | null;
}

/** An update that is for the bot. */
export interface Incoming {
  readonly platformConversation: string;
  readonly surface: Surface;
  readonly person: string;
  readonly address: Address;
  readonly id: string;
  readonly localeHint: Locale | null;
  readonly content: InboundContent | Attached | Pressed;
}

/** The kinds of updates that an account asks for; `readUpdate` drops all others, should some come. */
export const updateKinds = ['message', 'edited_message', 'callback_query'] as const;

/** What an update means; null when it is not for the bot, and must leave no trace. */
export function readUpdate(update: Update, bot: Bot): Incoming | null {
  if ('message' in update) return readMessage(update.message, bot, String(update.message.message_id));
  if ('edited_message' in update) return readEdit(update, bot);
  if ('callback_query' in update) return readPress(update.callback_query, bot);
  return null;
}

/** Updates of one chat are taken in their order; null for one that belongs to none, or is malformed. */
export function chatOf(update: Update): number | null {
  if ('message' in update) return update.message?.chat?.id ?? null;
  if ('edited_message' in update) return update.edited_message?.chat?.id ?? null;
  if ('callback_query' in update) return update.callback_query?.message?.chat?.id ?? null;
  return null;
}

function readMessage(message: Message, bot: Bot, id: string): Incoming | null {
  const from = senderOf(message);
  if (from === null || message.chat.type === 'channel') return null;
  const surface = surfaceOf(message.chat);
  const words = wordsOf(message, bot, surface);
  if (words === null) return null;
  const content = contentOf(message, words, surface);
  return (
    content && {
      ...chatRefOf(message, from.id, undefined),
      surface,
      person: String(from.id),
      id,
      localeHint: hintOf(message.from),
      content,
    }
  );
}

/** A message that was changed; only its words count, a moving location or a new poll vote do not. */
function readEdit(update: Update.EditedMessageUpdate, bot: Bot): Incoming | null {
  const { edited_message: message, update_id } = update;
  const of = String(message.message_id);
  // Two changes within a second share their date.
  const read = readMessage(message as Message, bot, `${of}.${message.edit_date}.${update_id}`);
  if (read === null || !('text' in message || 'caption' in message)) return null;
  return { ...read, content: { kind: 'edit', of, text: wordsOf(message as Message, bot, read.surface) ?? '' } };
}

function readPress(query: CallbackQuery, bot: Bot): Incoming | null {
  const { message, from } = query;
  if (!('data' in query) || message === undefined || message.chat.type === 'channel') return null;
  const surface = surfaceOf(message.chat);
  const { data } = query;
  const buttons = ('reply_markup' in message && message.reply_markup?.inline_keyboard.flat()) || [];
  const label = buttons.find((button) => 'callback_data' in button && button.callback_data === data)?.text ?? '';
  const question = 'reply_to_message' in message ? message.reply_to_message : undefined;
  const asker = question?.from?.id ?? bot.id;
  const theirs = surface === 'private' || asker === from.id || asker === bot.id;
  const content: Pressed = {
    kind: 'pressed',
    query: query.id,
    data,
    label,
    message: theirs && message.date !== 0 ? (message.message_id ?? null) : null,
  };
  const chatRef = chatRefOf(message as Message, from.id, asker === from.id ? question?.message_id : undefined);
  return { ...chatRef, surface, person: String(from.id), id: `press.${query.id}`, localeHint: hintOf(from), content };
}

/** Who speaks: a person, or a group or channel in whose name somebody does; null for other bots and for copies. */
function senderOf(message: Message): { readonly id: number } | null {
  if ('is_automatic_forward' in message && message.is_automatic_forward) return null;
  if (message.sender_chat !== undefined) return message.sender_chat;
  return message.from === undefined || message.from.is_bot ? null : message.from;
}

/** What a message says to the bot, words only; null when it is not for the bot. */
function wordsOf(message: Message, bot: Bot, surface: Surface): string | null {
  const [text, entities] =
    'text' in message
      ? [message.text, message.entities]
      : 'caption' in message
        ? [message.caption ?? '', message.caption_entities]
        : ['', []];
  if (surface === 'private') return withoutSuffix(text, bot);
  return wordsForBot(text, entities ?? [], bot, answersBot(message, bot));
}

/** In a forum everything answers the message that opened the topic, which may have been the bot's. */
function answersBot(message: Message, bot: Bot): boolean {
  const answered = 'reply_to_message' in message ? message.reply_to_message : undefined;
  return answered !== undefined && answered.from?.id === bot.id && !('forum_topic_created' in answered);
}

/** Where a person is answered: in a group under their own message. */
function chatRefOf(
  message: Message,
  person: number,
  question: number | undefined,
): Pick<Incoming, 'platformConversation' | 'address'> {
  const { chat } = message;
  if (surfaceOf(chat) === 'private') {
    return { platformConversation: String(chat.id), address: { chat: chat.id, thread: null, replyTo: null } };
  }
  // Outside of forums, chains of answers have a thread id too, to which nothing can be sent.
  const thread = message.is_topic_message ? (message.message_thread_id ?? null) : null;
  return {
    platformConversation: `${chat.id}/${thread ?? ''}/${person}`,
    address: { chat: chat.id, thread, replyTo: question ?? message.message_id ?? null },
  };
}

function surfaceOf(chat: Chat): Surface {
  return chat.type === 'private' ? 'private' : 'public';
}

function hintOf(from: User | undefined): Locale | null {
  const language = from?.language_code?.split('-')[0];
  return isLocale(language) ? language : null;
}
