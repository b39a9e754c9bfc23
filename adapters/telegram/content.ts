import type { Message } from 'telegraf/types';
import type { Surface } from '../../src/core/adapter.ts';
import type { InboundContent } from '../../src/core/message.ts';

/** A file that is still at the platform. */
export interface Attached {
  readonly kind: 'attached';
  readonly file: Attachment;
  readonly text: string;
}

export interface Attachment {
  /** What the platform gives it out for. */
  readonly fileId: string;
  /** The same for the same file, whoever asks. */
  readonly uniqueId: string;
  /** As the sender called it; null for photos. */
  readonly name: string | null;
  /** Bytes; null when the platform does not say. */
  readonly size: number | null;
}

/**
 * What a message holds, its words being `text`; null for what calls for no answer, as when somebody joins a group.
 * Voices, films and the like come as files without a file: the core says that it cannot take them.
 */
export function contentOf(message: Message, text: string, surface: Surface): InboundContent | Attached | null {
  if ('text' in message) return ofWords(text, surface);
  if ('photo' in message) {
    const largest = message.photo.at(-1);
    return largest ? attached(largest, null, text) : null;
  }
  if ('document' in message) return attached(message.document, message.document.file_name ?? null, text);
  if ('contact' in message) return ofContact(message);
  if ('venue' in message) return { kind: 'location', ...pointOf(message), text: message.venue.title };
  if ('location' in message) return { kind: 'location', ...pointOf(message), text: '' };
  if ('sticker' in message && message.sticker.emoji) return { kind: 'text', text: message.sticker.emoji };
  return unreadable.some((kind) => kind in message) ? { kind: 'files', files: [], text } : null;
}

const unreadable = ['sticker', 'audio', 'voice', 'video', 'video_note', 'story', 'poll', 'dice', 'game'];

/** `/start`, alone or with what a link brought along, or plain words. */
function ofWords(text: string, surface: Surface): InboundContent {
  const [started, payload = ''] = /^\/start(?:\s+(\S+))?\s*$/i.exec(text) ?? [];
  // A group is greeted, but nothing is carried over into it: others read there.
  const isCode = surface === 'private' && /^[\w-]{1,64}$/.test(payload);
  if (started !== undefined) return isCode ? { kind: 'continue', code: payload, text: '' } : { kind: 'start' };
  // Only the bot's name: somebody calls it.
  return text === '' ? { kind: 'start' } : { kind: 'text', text };
}

/** A person's own number; somebody else's is no more than words. */
function ofContact({ contact, from }: Message.ContactMessage): InboundContent {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
  return contact.user_id !== undefined && contact.user_id === from?.id
    ? { kind: 'contact', phone: contact.phone_number, text: name }
    : { kind: 'text', text: `${name} ${contact.phone_number}`.trim() };
}

function pointOf({ location }: Message.LocationMessage): { latitude: number; longitude: number } {
  return { latitude: location.latitude, longitude: location.longitude };
}

function attached(
  file: { file_id: string; file_unique_id: string; file_size?: number },
  name: string | null,
  text: string,
): Attached {
  const { file_id, file_unique_id, file_size } = file;
  return {
    kind: 'attached',
    file: { fileId: file_id, uniqueId: file_unique_id, name, size: file_size ?? null },
    text,
  };
}
