import { type APIAttachment, type APIMessage, MessageType } from 'discord.js';
import type { Inbound, InboundContent, NotKept } from '../../src/core/model/message.ts';
import { filesContent, type TakenFiles } from '../../src/core/util/takeFile.ts';

/** A message as the gateway sends it; it has `guild_id` if it was written in a server. */
export type Message = APIMessage & { readonly guild_id?: string };

/** Whether a person wrote it, rather than a program, a webhook or Discord itself. */
export function isFromPerson({ type, author, webhook_id }: Message): boolean {
  return (type === MessageType.Default || type === MessageType.Reply) && !author.bot && webhook_id === undefined;
}

/** Whether a message in a server is for the bot: it mentions the bot, or replies to one of its messages. */
export function isFor({ mentions, referenced_message }: Message, bot: string): boolean {
  return mentions.some(({ id }) => id === bot) || referenced_message?.author.id === bot;
}

/** Whether the message has content; Discord omits it if the bot may not read it. */
export function saysSomething(message: Message): boolean {
  return message.content !== '' || attachmentsOf(message).length > 0 || unsupportedIn(message).length > 0;
}

/** The attachments of a message, including those that it forwards. */
export function attachmentsOf(message: Message): readonly APIAttachment[] {
  return [...message.attachments, ...forwardedBy(message).flatMap(({ attachments }) => attachments)];
}

/** Converts a message to the core's format, with its stored files. */
export function toInbound(message: Message, taken: TakenFiles): Inbound {
  return { id: message.id, content: contentOf(message, taken), localeHint: null };
}

function contentOf(message: Message, { files, notKept }: TakenFiles): InboundContent {
  const text = writtenText(message);
  const missing = [...notKept, ...unsupportedIn(message)];
  if (files.length > 0 || missing.length > 0) return filesContent({ files, notKept: missing }, text, null);
  if (text !== '') return { kind: 'text', text };
  // A bare mention is a greeting; a message without text holds something that Discord added later.
  return message.content === '' ? { kind: 'files', files: [], text } : { kind: 'start' };
}

/** Content that the bot does not store. */
function unsupportedIn(message: Message): readonly NotKept[] {
  const stickers = [message, ...forwardedBy(message)].flatMap(({ sticker_items }) => sticker_items ?? []);
  return [
    ...stickers.map(() => ({ what: 'sticker', why: 'unsupported' }) as const),
    ...(message.poll === undefined ? [] : [{ what: 'poll', why: 'unsupported' } as const]),
  ];
}

function forwardedBy(message: Message) {
  return (message.message_snapshots ?? []).map((snapshot) => snapshot.message);
}

/** An edited message, null when its text did not change: Discord sends the same event for previews and pins. */
export function toEdit(message: Message): Inbound | null {
  if (!message.edited_timestamp) return null;
  const content = { kind: 'edit', of: message.id, text: writtenText(message) } as const;
  return { id: `${message.id}/${message.edited_timestamp}`, content, localeHint: null };
}

/**
 * The text that a person wrote or forwarded: without mentions, which are ids, and with the names of emoji instead of
 * their ids.
 */
export function writtenText(message: Message): string {
  return [message, ...forwardedBy(message)]
    .map(({ content }) => content)
    .join('\n')
    .toWellFormed()
    .replace(/[ \t]*<(?:@[!&]?|#)\d+>[ \t]*/g, ' ')
    .replace(/<a?(:\w+:)\d+>/g, '$1')
    .trim();
}
