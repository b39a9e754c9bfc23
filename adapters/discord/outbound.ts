import { createHash } from 'node:crypto';
import { MessageFlags, type RESTPostAPIChannelMessageJSONBody } from 'discord.js';
import type { Rendered } from '../../src/core/model/message.ts';
import { splitText } from '../../src/core/render/splitText.ts';
import { messageLength } from './capabilities.ts';
import { componentsOf } from './components.ts';
import { plainToDiscord, toDiscord } from './markup.ts';

export type Payload = RESTPostAPIChannelMessageJSONBody;

/**
 * A message as Discord takes it, in several where its marks, once escaped, make it too long; none where nothing is
 * left of it. Nobody is notified by what is written in it, and links are shown without a preview.
 */
export function payloadsOf(message: Rendered, withFiles: boolean, secret: Uint8Array): readonly Payload[] {
  const texts = textsOf(message.text, message.markup === 'markdown' ? toDiscord : plainToDiscord);
  // Buttons cannot stand alone.
  if (texts.length === 0 && (withFiles || message.choices.length > 0)) texts.push(withFiles ? '' : '\u200b');
  return texts.map((content, index) => ({
    content,
    components: index === texts.length - 1 ? componentsOf(message.choices, secret) : [],
    allowed_mentions: { parse: [] },
    flags: MessageFlags.SuppressEmbeds,
  }));
}

function textsOf(text: string, write: (text: string) => string): string[] {
  if (text.trim() === '') return [];
  const written = write(text);
  if (written.length <= messageLength) return [written];
  return splitText(text, Math.ceil(text.length / 2)).flatMap((part) => textsOf(part, write));
}

/** A short name of a message's part, by which Discord knows a repetition for some minutes. */
export function nonceOf(idempotencyKey: string, part: number): string {
  return createHash('sha256').update(`${idempotencyKey}\n${part}`).digest('base64url').slice(0, 25);
}
