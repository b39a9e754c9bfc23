import type { AnnouncementChannel, PublicPost } from '../../src/core/ports/adapter.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { TelegramAccount } from './account.ts';
import { asCallFailure, asSendingError } from './errors.ts';
import { plainTextFieldsOf, textFieldsOf } from './outbound.ts';

/**
 * The channel or group in which the account announces things; null where its settings name none. A picture is shown above
 * the text as the preview of its address, so that a post is one message that can be changed.
 */
export function announcementChannelOf(
  { api, settings, failed }: Pick<TelegramAccount, 'api' | 'settings' | 'failed'>,
  clock: Clock,
): AnnouncementChannel | null {
  if (settings.announce === undefined) return null;
  const { chat: chat_id } = settings.announce;

  async function calling<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const mapped = asSendingError(asCallFailure(error), clock());
      if (mapped.code === 'account.off') failed(mapped);
      throw mapped;
    }
  }

  /** Without markup where Telegram refuses it. */
  async function plainer<T>(message: PublicPost['message'], work: (fields: TextFields) => Promise<T>): Promise<T> {
    try {
      return await work(textFieldsOf(message.text, message.markup));
    } catch (error) {
      if (!asCallFailure(error).says(/can't parse entities/i)) throw error;
      return work(plainTextFieldsOf(message.text, message.markup));
    }
  }

  const previewOf = ({ picture }: PublicPost) => ({
    link_preview_options:
      picture === null
        ? { is_disabled: true as const }
        : { url: picture.url, prefer_large_media: true as const, show_above_text: true as const },
  });

  return {
    edits: true,
    recognisesMs: 0,
    post: (post) =>
      calling(async () => {
        const sent = await plainer(post.message, (fields) =>
          api.call('sendMessage', { chat_id, ...fields, ...previewOf(post) }, post.signal),
        );
        return String(sent.message_id);
      }),
    edit: (message, post) =>
      calling(async () => {
        const target = { chat_id, message_id: Number(message) };
        try {
          await plainer(post.message, (fields) =>
            api.call('editMessageText', { ...target, ...fields, ...previewOf(post) }, post.signal),
          );
        } catch (error) {
          if (!asCallFailure(error).says(/message is not modified/i)) throw error;
        }
      }),
    remove: (message, signal) =>
      calling(async () => {
        try {
          await api.call('deleteMessage', { chat_id, message_id: Number(message) }, signal);
        } catch (error) {
          if (!asCallFailure(error).says(/message to delete not found/i)) throw error;
        }
      }),
  };
}

type TextFields = ReturnType<typeof textFieldsOf>;
