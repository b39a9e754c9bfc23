import { type APIMessage, Routes } from 'discord.js';
import { PlatformRefused } from '../../src/core/model/errors.ts';
import type { AnnouncementChannel, PublicPost } from '../../src/core/ports/adapter.ts';
import type { Api } from './api.ts';
import { DiscordRefused } from './errors.ts';
import { nonceOf, payloadsOf } from './outbound.ts';
import type { Settings } from './settings.ts';

/** Discord recognises a nonce for "the past few minutes". */
const recognisesMs = 60_000;

/** The channel in which the account announces things; null where its settings name none. */
export function announcementChannelOf(
  { announce }: Settings,
  api: Api,
  secret: Uint8Array,
): AnnouncementChannel | null {
  if (announce === undefined) return null;
  const { channel } = announce;

  function payloadOf({ message, picture }: PublicPost) {
    const [payload, ...more] = payloadsOf(message, { withFiles: false, secret });
    if (payload === undefined || more.length > 0) {
      throw new PlatformRefused('The announcement is too long for one message of Discord: shorten it.', {
        retryAt: null,
      });
    }
    // A change keeps the flags and the pictures that it does not name.
    if (picture === null) return { ...payload, embeds: [] };
    return { ...payload, flags: 0, embeds: [{ image: { url: picture.url } }] };
  }

  return {
    edits: true,
    recognisesMs,
    async post(post) {
      const nonce = nonceOf(post.idempotencyKey, 0);
      const body = { ...payloadOf(post), nonce, enforce_nonce: true };
      const path = Routes.channelMessages(channel);
      return (await api.request<APIMessage>({ method: 'POST', path, body, signal: post.signal })).id;
    },
    async edit(message, post) {
      const path = Routes.channelMessage(channel, message);
      await api.request({ method: 'PATCH', path, body: payloadOf(post), signal: post.signal });
    },
    async remove(message, signal) {
      try {
        await api.request({ method: 'DELETE', path: Routes.channelMessage(channel, message), signal });
      } catch (error) {
        if (!(error instanceof DiscordRefused) || error.status !== 404) throw error;
      }
    },
  };
}
