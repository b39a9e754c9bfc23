import type { CallbackQuery, Chat, Message, Update, User } from 'telegraf/types';
import { isLocale, type Locale } from '../../src/core/model/locale.ts';
import type { InboundContent, Surface } from '../../src/core/model/message.ts';
import type { Address } from './address.ts';
import { type BotIdentity, textForBot, withoutSuffix } from './mention.ts';
import { contentOf, type MediaMessage } from './messageContent.ts';

/** A pressed button; its value has not been looked up yet. */
export interface Pressed {
  readonly kind: 'pressed';
  readonly query: string;
  readonly data: string;
  /** The button's label; empty when the platform no longer sends it. */
  readonly label: string;
  /** The message with the button; null when it can no longer be edited, or was an answer to another person. */
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
  readonly content: InboundContent | MediaMessage | Pressed;
}

/** The kinds of updates that an account subscribes to; `readUpdate` drops all others. */
export const updateKinds = ['message', 'edited_message', 'callback_query'] as const;

/** Reads an update; null when it is not for the bot and must leave no trace. */
export function readUpdate(update: Update, bot: BotIdentity): Incoming | null {
  if ('message' in update) return readMessage(update.message, bot, String(update.message.message_id));
  if ('edited_message' in update) return readEdit(update, bot);
  if ('callback_query' in update) return readPress(update.callback_query, bot);
  return null;
}

/** The chat whose updates are handled in order; null for an update without a chat, or a malformed one. */
export function chatOf(update: Update): number | null {
  if ('message' in update) return update.message?.chat?.id ?? null;
  if ('edited_message' in update) return update.edited_message?.chat?.id ?? null;
  if ('callback_query' in update) return update.callback_query?.message?.chat?.id ?? null;
  return null;
}

function readMessage(message: Message, bot: BotIdentity, id: string): Incoming | null {
  const from = senderOf(message);
  if (from === null || message.chat.type === 'channel') return null;
  const surface = surfaceOf(message.chat);
  const text = textOf(message, bot, surface);
  if (text === null) return null;
  const content = contentOf(message, text, surface);
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

/** An edited message. Only its text counts; a live location that moves or a new poll vote does not. */
function readEdit(update: Update.EditedMessageUpdate, bot: BotIdentity): Incoming | null {
  const { edited_message: message, update_id } = update;
  const of = String(message.message_id);
  // Two edits within a second share their date.
  const read = readMessage(message as Message, bot, `${of}.${message.edit_date}.${update_id}`);
  if (read === null || !('text' in message || 'caption' in message)) return null;
  return { ...read, content: { kind: 'edit', of, text: textOf(message as Message, bot, read.surface) ?? '' } };
}

function readPress(query: CallbackQuery, bot: BotIdentity): Incoming | null {
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

/** The sender: a person, or the group or channel in whose name they write; null for other bots and for copies. */
function senderOf(message: Message): { readonly id: number } | null {
  if ('is_automatic_forward' in message && message.is_automatic_forward) return null;
  if (message.sender_chat !== undefined) return message.sender_chat;
  return message.from === undefined || message.from.is_bot ? null : message.from;
}

/** The text of a message for the bot; null when it is not for the bot. */
function textOf(message: Message, bot: BotIdentity, surface: Surface): string | null {
  const [text, entities] =
    'text' in message
      ? [message.text, message.entities]
      : 'caption' in message
        ? [message.caption ?? '', message.caption_entities]
        : ['', []];
  if (surface === 'private') return withoutSuffix(text, bot);
  return textForBot({ text, entities: entities ?? [], answersBot: answersBot(message, bot) }, bot);
}

/** In a forum every message replies to the one that opened the topic, which may be the bot's. */
function answersBot(message: Message, bot: BotIdentity): boolean {
  const answered = 'reply_to_message' in message ? message.reply_to_message : undefined;
  return answered !== undefined && answered.from?.id === bot.id && !('forum_topic_created' in answered);
}

/** Where to answer a person: in a group, as a reply to their message. */
function chatRefOf(
  message: Message,
  person: number,
  question: number | undefined,
): Pick<Incoming, 'platformConversation' | 'address'> {
  const { chat } = message;
  if (surfaceOf(chat) === 'private') {
    return { platformConversation: String(chat.id), address: { chat: chat.id, thread: null, replyTo: null } };
  }
  // Outside forums, reply chains have a thread id too, but nothing can be sent to it.
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
