import { type APIMessage, MessageType } from 'discord.js';
import type { FileRef, Inbound, InboundContent } from '../../src/core/message.ts';

/** A message as the gateway tells it: `guild_id` where it was written in a server. */
export type Message = APIMessage & { readonly guild_id?: string };

/** Whether a person wrote it, rather than a program, a webhook or Discord itself. */
export function isFromPerson({ type, author, webhook_id }: Message): boolean {
  return (type === MessageType.Default || type === MessageType.Reply) && !author.bot && webhook_id === undefined;
}

/** Whether a message in a server speaks to the bot: it names it, or answers something that it said. */
export function isFor({ mentions, referenced_message }: Message, bot: string): boolean {
  return mentions.some(({ id }) => id === bot) || referenced_message?.author.id === bot;
}

/** Whether there is anything to read; without the right to, Discord leaves it out. */
export function saysSomething(message: Message): boolean {
  return message.content !== '' || message.attachments.length > 0;
}

/** A message, its files already sealed, as the core knows it. */
export function toInbound(message: Message, files: readonly FileRef[]): Inbound {
  return { id: message.id, content: contentOf(message, files), localeHint: null };
}

function contentOf(message: Message, files: readonly FileRef[]): InboundContent {
  const text = textOf(message);
  if (files.length > 0 || message.attachments.length > 0) return { kind: 'files', files, text };
  if (text !== '') return { kind: 'text', text };
  // A bare mention is a greeting; stickers, polls and the like are something that the bot cannot read.
  return message.content === '' ? { kind: 'files', files: [], text } : { kind: 'start' };
}

/** A changed message, null when its text did not change: Discord tells of previews and pins in the same way. */
export function toEdit(message: Message): Inbound | null {
  if (!message.edited_timestamp) return null;
  const content = { kind: 'edit', of: message.id, text: textOf(message) } as const;
  return { id: `${message.id}/${message.edited_timestamp}`, content, localeHint: null };
}

/** What the person wrote: without mentions, which are ids, and with the names of emoji instead of their ids. */
export function textOf({ content }: Message): string {
  return content
    .toWellFormed()
    .replace(/[ \t]*<(?:@[!&]?|#)\d+>[ \t]*/g, ' ')
    .replace(/<a?(:\w+:)\d+>/g, '$1')
    .trim();
}
