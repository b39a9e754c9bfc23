import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { FileRef, Rendered } from '../../src/core/model/message.ts';
import { toPlainText } from '../../src/core/render/plainText.ts';
import type { Address } from './address.ts';
import { dataOf } from './choices.ts';
import { toHtml } from './markup.ts';

/** Most characters of the words beside a file. */
const captionLength = 1_024;

/** One message of the platform: words, or a file with words beside it. */
export interface Part {
  readonly text: string;
  readonly file: FileRef | null;
  /** The buttons stand under the last. */
  readonly last: boolean;
}

/** The messages of the platform that one of ours becomes; empty when there is nothing to show. */
export function piecesOf({ text, files }: Pick<Rendered, 'text' | 'files'>): readonly Part[] {
  const beside = files.length > 0 && text.length <= captionLength;
  const words = text.trim() === '' || beside ? [] : [{ text, file: null }];
  const sent = files.map((file, index) => ({ text: beside && index === 0 ? text : '', file }));
  const all = [...words, ...sent];
  return all.map((part, index) => ({ ...part, last: index === all.length - 1 }));
}

/** How a part is sent; what the platform does not take is sent again in a plainer way. */
export interface Manner {
  readonly address: Address;
  /** Without markup. */
  readonly plain: boolean;
  /** As a picture that is shown, rather than as a file. */
  readonly picture: boolean;
}

/** Where a message goes: chat, topic, the message that it answers (should that still be there). */
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

/** Words as the platform takes them. */
export function wordsOf(
  text: string,
  markup: Rendered['markup'],
  plain: boolean,
): { text: string; parse_mode?: 'HTML' } {
  if (markup === 'plain') return { text };
  return plain ? { text: toPlainText(text) } : { text: toHtml(text), parse_mode: 'HTML' };
}

/** One button a row; null where there is nothing to choose. */
export function keyboardOf({ choices }: Rendered, secret: Uint8Array): InlineKeyboardMarkup | null {
  if (choices.length === 0) return null;
  const buttons = choices.map(({ label, value }) => [{ text: label, callback_data: dataOf(value, secret).data }]);
  return { inline_keyboard: buttons };
}
