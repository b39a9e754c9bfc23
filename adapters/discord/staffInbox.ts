import { type APIChannel, ChannelType, MessageFlags, Routes } from 'discord.js';
import { PlatformRefused } from '../../src/core/model/errors.ts';
import type { StaffInboxChannel } from '../../src/core/ports/staffInbox.ts';
import type { ChannelDeps } from '../adapter.ts';
import type { Api } from './api.ts';
import { DiscordRefused } from './errors.ts';
import { type Message, writtenText } from './inbound.ts';
import { plainToDiscord } from './markup.ts';
import type { DiscordAccount } from './self.ts';

/** Most characters of a thread's name, and of a message. */
const titleLength = 100;
const textLength = 2_000;
/** Minutes without activity after which Discord archives a thread: a week, the maximum. */
const week = 10_080;

/** Delivers a message written in the staff channel, and posts the answer there. */
export async function onStaffMessage(
  { onStaffMessage }: Pick<ChannelDeps, 'onStaffMessage'>,
  { self, api }: { self: DiscordAccount; api: Api },
  message: Message,
): Promise<void> {
  const { channel_id, author, id, attachments } = message;
  const { tenant, id: inbox, channel } = self.account();
  const answer = await onStaffMessage?.({
    tenant,
    inbox,
    channel,
    person: author.id,
    id,
    text: writtenText(message),
    hasFiles: attachments.length > 0,
    thread: channel_id === self.settings.staff?.channel ? null : channel_id,
  });
  if (!answer) return;
  try {
    await post(api, channel_id, answer, id, null);
  } catch (error) {
    // A message refused for good would be retried for ever, and block what others write.
    if (!(error instanceof PlatformRefused) || error.retryAt !== null) throw error;
  }
}

/** The staff channel, in which each case is a thread; null where the settings name none. */
export function staffInboxChannelOf({ settings }: DiscordAccount, api: Api): StaffInboxChannel | null {
  if (settings.staff === undefined) return null;
  const { channel } = settings.staff;
  return {
    async open(title, signal) {
      const body = {
        name: title.slice(0, titleLength),
        type: ChannelType.PublicThread,
        auto_archive_duration: week,
      };
      return (await api.request<APIChannel>({ method: 'POST', path: Routes.threads(channel), body, signal })).id;
    },
    post: (thread, text, signal) => post(api, thread, text, null, signal),
    async setStatus(thread, status, signal) {
      await unlessGone(
        api.request({ method: 'PATCH', path: Routes.channel(thread), body: { archived: status === 'closed' }, signal }),
      );
    },
    async remove(thread, signal) {
      await unlessGone(api.request({ method: 'DELETE', path: Routes.channel(thread), signal }));
    },
  };
}

/** Posts plain text, split into as many messages as needed; mentions, masked links and headings are escaped. */
async function post(
  api: Api,
  channel: string,
  text: string,
  replyTo: string | null,
  signal: AbortSignal | null,
): Promise<void> {
  const characters = Array.from(plainToDiscord(text));
  // By character, each at most two UTF-16 units.
  const pieces = characters.length * 2 <= textLength ? [characters] : chunks(characters, textLength / 2);
  for (const piece of pieces) {
    const body = {
      content: piece.join(''),
      allowed_mentions: { parse: [] },
      flags: MessageFlags.SuppressEmbeds,
      ...(replyTo !== null && { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
    };
    await api.request({ method: 'POST', path: Routes.channelMessages(channel), body, ...(signal && { signal }) });
  }
}

function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}

/** A thread that no longer exists needs nothing. */
async function unlessGone(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof DiscordRefused) || error.status !== 404) throw error;
  }
}
