import type { Address } from './address.ts';
import { type Opened, unimportant } from './opened.ts';

/** Shows for some seconds that somebody writes; a message ends it. Nobody waits for it, and its failure costs nothing. */
export function showTyping({ api, background }: Opened, { chat, thread }: Address): void {
  const payload = { chat_id: chat, action: 'typing' as const, ...(thread !== null && { message_thread_id: thread }) };
  background.run((signal) => api.call('sendChatAction', payload, signal), unimportant);
}
