import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { FileRef, Rendered } from '../../src/core/model/message.ts';
import { toPlainText } from '../../src/core/render/plainText.ts';
import type { Address } from './address.ts';
import { dataOf } from './choices.ts';
import { toHtml } from './markup.ts';

/** Most characters of a caption. */
const captionLength = 1_024;

/** One message of the platform: text, or a file with a caption. */
export interface TelegramPiece {
  readonly text: string;
  readonly file: FileRef | null;
  /** The buttons go under the last part. */
  readonly last: boolean;
}

/** Splits one of our messages into messages of the platform; empty when there is nothing to show. */
export function piecesOf({ text, files }: Pick<Rendered, 'text' | 'files'>): readonly TelegramPiece[] {
  const captioned = files.length > 0 && text.length <= captionLength;
  const alone = text.trim() === '' || captioned ? [] : [{ text, file: null }];
  const sent = files.map((file, index) => ({ text: captioned && index === 0 ? text : '', file }));
  const all = [...alone, ...sent];
  return all.map((part, index) => ({ ...part, last: index === all.length - 1 }));
}

/** Format of a part; a part that the platform refuses is sent again in a plainer format. */
export interface SendFormat {
  readonly address: Address;
  /** Without markup. */
  readonly plain: boolean;
  /** As an inline picture rather than as a file. */
  readonly picture: boolean;
}

/** Where a message goes: chat, topic, and the message that it replies to (if it still exists). */
export function targetOf({ chat, thread, replyTo }: Address): {
  chat_id: number;
  message_thread_id?: number;
  reply_parameters?: { message_id: number; allow_sending_without_reply: true };
} {
  return {
    chat_id: chat,
    ...(thread !== null && { message_thread_id: thread }),
    ...(replyTo !== null && { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
  };
}

/** The text fields of a call. */
export function textFieldsOf(text: string, markup: Rendered['markup']): { text: string; parse_mode?: 'HTML' } {
  return markup === 'plain' ? { text } : { text: toHtml(text), parse_mode: 'HTML' };
}

/** The same without any format, for a text whose format the platform refused. */
export function plainTextFieldsOf(text: string, markup: Rendered['markup']): { text: string } {
  return { text: markup === 'plain' ? text : toPlainText(text) };
}

/** One button a row; null where there are no choices. */
export function keyboardOf({ choices }: Rendered, secret: Uint8Array): InlineKeyboardMarkup | null {
  if (choices.length === 0) return null;
  const buttons = choices.map(({ label, value }) => [{ text: label, callback_data: dataOf(value, secret).data }]);
  return { inline_keyboard: buttons };
}
