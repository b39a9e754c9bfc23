import { type TelegramAccount, unimportant } from './account.ts';
import type { Address } from './address.ts';

/**
 * Shows the typing indicator for some seconds; a message ends it. Nobody waits for the call, and a failure loses
 * nothing.
 */
export function showTyping({ api, background }: TelegramAccount, { chat, thread }: Address): void {
  const payload = { chat_id: chat, action: 'typing' as const, ...(thread !== null && { message_thread_id: thread }) };
  background.run((signal) => api.call('sendChatAction', payload, signal), unimportant);
}
