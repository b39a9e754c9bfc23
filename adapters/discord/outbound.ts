import { createHash } from 'node:crypto';
import type { RESTPostAPIChannelMessageJSONBody } from 'discord.js';
import type { Rendered } from '../../src/core/model/message.ts';
import { splitText } from '../../src/core/render/splitText.ts';
import { messageLength } from './capabilities.ts';
import { componentsOf } from './choices.ts';
import { plainToDiscord, toDiscord } from './markup.ts';
import { suppressEmbeds } from './values.ts';

export type Payload = RESTPostAPIChannelMessageJSONBody;

/**
 * Converts a message to Discord's format, in several messages where escaping makes it too long; none if it is empty.
 * Mentions in it notify nobody, and links are shown without a preview.
 */
export function payloadsOf(
  message: Rendered,
  { withFiles, secret }: { readonly withFiles: boolean; readonly secret: Uint8Array },
): readonly Payload[] {
  const texts = textsOf(message.text, message.markup === 'markdown' ? toDiscord : plainToDiscord);
  // Discord refuses buttons without text.
  if (texts.length === 0 && (withFiles || message.choices.length > 0)) texts.push(withFiles ? '' : '\u200b');
  return texts.map((content, index) => ({
    content,
    components: index === texts.length - 1 ? componentsOf(message.choices, secret) : [],
    allowed_mentions: { parse: [] },
    flags: suppressEmbeds,
  }));
}

function textsOf(text: string, write: (text: string) => string): string[] {
  if (text.trim() === '') return [];
  const written = write(text);
  if (written.length <= messageLength) return [written];
  return splitText(text, Math.ceil(text.length / 2)).flatMap((part) => textsOf(part, write));
}

/** A short key for a part of a message, by which Discord recognises a repeated request for some minutes. */
export function nonceOf(idempotencyKey: string, part: number): string {
  return createHash('sha256').update(`${idempotencyKey}\n${part}`).digest('base64url').slice(0, 25);
}
