import type { Message } from 'telegraf/types';
import type { InboundContent, MediaKind, Surface } from '../../src/core/model/message.ts';

/** Files that have not been downloaded yet. */
export interface MediaMessage {
  readonly kind: 'attached';
  readonly files: readonly MediaFile[];
  readonly text: string;
  /** The platform's id of their album; null for none. */
  readonly album: string | null;
}

export interface MediaFile {
  readonly what: MediaKind;
  /** The MIME type that the platform reports. */
  readonly fileId: string;
  /** The same for the same file, whichever bot asks. */
  readonly uniqueId: string;
  /** The message that holds it. */
  readonly message: number;
  /** The sender's file name; null for photos. */
  readonly name: string | null;
  /** Bytes; null when the platform does not say. */
  readonly size: number | null;
}

/** Fields whose files are stored. An animation comes with an identical document. */
const kept = {
  voice: 'voice',
  audio: 'audio',
  video: 'video',
  video_note: 'video-note',
  animation: 'animation',
  document: 'file',
} as const satisfies Readonly<Record<string, MediaKind>>;

/** Fields whose content is not stored. */
const notKept = {
  sticker: 'sticker',
  poll: 'poll',
  dice: 'dice',
  game: 'game',
  story: 'story',
  paid_media: 'paid-media',
  gift: 'gift',
  unique_gift: 'gift',
  giveaway: 'giveaway',
  giveaway_winners: 'giveaway',
  checklist: 'checklist',
} as const satisfies Readonly<Record<string, MediaKind>>;

/** Service messages: written by the platform rather than by a person to the bot. */
const service = [
  ...['new_chat_members', 'left_chat_member', 'new_chat_title', 'new_chat_photo', 'delete_chat_photo'],
  ...['group_chat_created', 'supergroup_chat_created', 'channel_chat_created', 'migrate_to_chat_id'],
  ...['migrate_from_chat_id', 'pinned_message', 'message_auto_delete_timer_changed', 'successful_payment'],
  ...['refunded_payment', 'users_shared', 'chat_shared', 'connected_website', 'write_access_allowed'],
  ...['passport_data', 'proximity_alert_triggered', 'boost_added', 'chat_background_set', 'web_app_data'],
  ...['forum_topic_created', 'forum_topic_edited', 'forum_topic_closed', 'forum_topic_reopened'],
  ...['general_forum_topic_hidden', 'general_forum_topic_unhidden', 'giveaway_created', 'giveaway_completed'],
  ...['video_chat_scheduled', 'video_chat_started', 'video_chat_ended', 'video_chat_participants_invited'],
  ...['checklist_tasks_done', 'checklist_tasks_added', 'paid_message_price_changed'],
  ...['direct_message_price_changed', 'suggested_post_approved', 'suggested_post_approval_failed'],
  ...['suggested_post_declined', 'suggested_post_paid', 'suggested_post_refunded'],
];

/** Whether this is a service message: a topic was created, somebody joined, a message was pinned. */
export function isService(message: Message): boolean {
  return service.some((kind) => kind in message);
}

/**
 * Content of a message, with `text` as its text; null when it needs no answer, as when somebody joins a group. Content
 * that is not stored, or that the platform adds later, becomes files without a file, which the core reports to the
 * person.
 */
export function contentOf(message: Message, text: string, surface: Surface): InboundContent | MediaMessage | null {
  if ('text' in message) return textContent(text, surface);
  const files = filesOf(message);
  if (files.length > 0) return { kind: 'attached', files, text, album: albumOf(message) };
  if ('contact' in message) return ofContact(message);
  if ('venue' in message) return { kind: 'location', ...pointOf(message), text: message.venue.title };
  if ('location' in message) return ofLocation(message);
  const what = Object.entries(notKept).find(([field]) => field in message)?.[1];
  if (what === undefined && isService(message)) return null;
  return { kind: 'files', files: [], text, notKept: [{ what: what ?? 'other', why: 'unsupported' }] };
}

/** Files of a message that can be stored; for a photo, the largest size. */
function filesOf(message: Message): readonly MediaFile[] {
  const { message_id } = message;
  if ('photo' in message) {
    const largest = message.photo.at(-1);
    return largest ? [attachment('photo', message_id, largest)] : [];
  }
  const fields: Readonly<Record<string, unknown>> = { ...message };
  for (const [field, what] of Object.entries(kept)) {
    const file = fields[field];
    if (isFile(file)) return [attachment(what, message_id, file)];
  }
  return [];
}

interface PlatformFile {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size?: number;
  readonly file_name?: string;
}

function isFile(value: unknown): value is PlatformFile {
  return typeof value === 'object' && value !== null && 'file_id' in value && value.file_id !== undefined;
}

function attachment(what: MediaKind, message: number, file: PlatformFile): MediaFile {
  const { file_id, file_unique_id, file_size, file_name } = file;
  const own = { fileId: file_id, uniqueId: file_unique_id, name: file_name ?? null, size: file_size ?? null };
  return { what, message, ...own };
}

function albumOf(message: Message): string | null {
  return 'media_group_id' in message ? (message.media_group_id ?? null) : null;
}

/** `/start`, with or without the code of a link, or plain text. */
function textContent(text: string, surface: Surface): InboundContent {
  const [started, payload = ''] = /^\/start(?:\s+(\S+))?\s*$/i.exec(text) ?? [];
  // A group gets a greeting, but no transfer code is redeemed there: others read along.
  const isCode = surface === 'private' && /^[\w-]{1,64}$/.test(payload);
  if (started !== undefined) return isCode ? { kind: 'continue', code: payload, text: '' } : { kind: 'start' };
  // Only the bot's name: the person wants its attention.
  return text === '' ? { kind: 'start' } : { kind: 'text', text };
}

/** The person's own number; a shared contact of somebody else is plain text. */
function ofContact({ contact, from }: Message.ContactMessage): InboundContent {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
  return contact.user_id !== undefined && contact.user_id === from?.id
    ? { kind: 'contact', phone: contact.phone_number, text: name }
    : { kind: 'text', text: `${name} ${contact.phone_number}`.trim() };
}

/** A location. A live location is taken as it is now, and the person learns that it is not followed. */
function ofLocation(message: Message.LocationMessage): InboundContent {
  const locationContent = { kind: 'location', ...pointOf(message), text: '' } as const;
  return !('live_period' in message.location)
    ? locationContent
    : { ...locationContent, notKept: [{ what: 'live-location', why: 'unsupported' }] };
}

function pointOf({ location }: Message.LocationMessage): { latitude: number; longitude: number } {
  return { latitude: location.latitude, longitude: location.longitude };
}
