import type { Update } from 'telegraf/types';
import { PlatformRefused } from '../../src/core/model/errors.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { StaffInboxChannel } from '../../src/core/ports/staffInbox.ts';
import type { ChannelDeps } from '../adapter.ts';
import type { TelegramAccount } from './account.ts';
import { asCallFailure, asSendingError, type CallFailure } from './errors.ts';
import { chatOf } from './inbound.ts';
import { withoutSuffix } from './mention.ts';
import { isService } from './messageContent.ts';

/** Most characters of a topic's title, and of a message. */
const titleLength = 128;
const textLength = 4_096;

/** Whether an update comes from the account's staff group: none of it is ever a citizen's message. */
export function isOfStaff({ settings }: TelegramAccount, update: Update): boolean {
  return settings.staff !== undefined && chatOf(update) === settings.staff.chat;
}

/**
 * Delivers a message written in a topic of the staff group, and posts the answer there. Edits are ignored: a reply that
 * was sent cannot be taken back.
 */
export async function onStaffMessage(
  { onStaffMessage, clock }: Pick<ChannelDeps, 'onStaffMessage' | 'clock'>,
  opened: TelegramAccount,
  update: Update,
  signal: AbortSignal,
): Promise<void> {
  const message = 'message' in update ? update.message : undefined;
  // A message in the name of a group does not identify its author.
  if (onStaffMessage === undefined || message?.from === undefined || message.from.is_bot || message.sender_chat) return;
  if (isService(message)) return;
  const { id, tenant, channel } = opened.account();
  const thread = message.is_topic_message ? (message.message_thread_id ?? null) : null;
  const answer = await onStaffMessage({
    tenant,
    inbox: id,
    channel,
    person: String(message.from.id),
    id: String(message.message_id),
    thread: thread === null ? null : String(thread),
    text: withoutSuffix(
      'text' in message ? message.text : 'caption' in message ? (message.caption ?? '') : '',
      opened.bot,
    ),
    hasFiles: !('text' in message),
  });
  if (answer === null) return;
  const target = {
    chat_id: message.chat.id,
    ...(thread !== null && { message_thread_id: thread }),
    reply_parameters: { message_id: message.message_id, allow_sending_without_reply: true as const },
  };
  try {
    await calling(clock, () => opened.api.call('sendMessage', { ...target, text: answer }, signal));
  } catch (error) {
    // A message refused for good would be redelivered for ever, and block what others write.
    if (!(error instanceof PlatformRefused) || error.retryAt !== null) throw error;
  }
}

/** The staff group, whose topics are threads; null where the settings name none. */
export function staffInboxChannelOf({ api, settings }: TelegramAccount, clock: Clock): StaffInboxChannel | null {
  if (settings.staff === undefined) return null;
  const { chat: chat_id } = settings.staff;
  const topic = (thread: string) => ({ chat_id, message_thread_id: Number(thread) });
  return {
    open: (title, signal) =>
      calling(clock, async () => {
        const name = title.slice(0, titleLength);
        return String((await api.call('createForumTopic', { chat_id, name }, signal)).message_thread_id);
      }),
    post: (thread, text, signal) =>
      calling(clock, async () => {
        const plain = { link_preview_options: { is_disabled: true } };
        await api.call('sendMessage', { ...topic(thread), text: text.slice(0, textLength), ...plain }, signal);
      }),
    setStatus: (thread, status, signal) =>
      calling(clock, async () => {
        try {
          await api.call(status === 'open' ? 'reopenForumTopic' : 'closeForumTopic', topic(thread), signal);
        } catch (error) {
          ignore(error, /TOPIC_NOT_MODIFIED|thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i);
        }
      }),
    remove: (thread, signal) =>
      calling(clock, async () => {
        try {
          await api.call('deleteForumTopic', topic(thread), signal);
        } catch (error) {
          ignore(error, /thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i);
        }
      }),
  };
}

/** Telegram reports that nothing changed, which is fine. */
function ignore(error: unknown, pattern: RegExp): void {
  const failure: CallFailure = asCallFailure(error);
  if (failure.status !== 400 || !failure.says(pattern)) throw failure;
}

async function calling<T>(clock: Clock, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asSendingError(asCallFailure(error), clock());
  }
}
