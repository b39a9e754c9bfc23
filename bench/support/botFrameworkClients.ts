import type { Ask } from './load.ts';
import { createRawClient } from './rawHttp.ts';

/**
 * Plays the Bot Framework service to a bot. Replies come in the answer to the same request (`deliveryMode:
 * expectReplies`), which is several times faster for the bot than posting each to the service.
 */
export async function openBotFrameworkClients(port: number): Promise<{ ask: Ask; close(): void }> {
  const client = createRawClient(port, 64);
  let sent = 0;
  return {
    async ask(conversation, text) {
      sent += 1;
      const body = JSON.stringify({
        type: 'message',
        id: `m${sent}`,
        timestamp: new Date().toISOString(),
        serviceUrl: 'http://127.0.0.1',
        channelId: 'emulator',
        deliveryMode: 'expectReplies',
        from: { id: `u${conversation}`, name: 'User', role: 'user' },
        recipient: { id: 'bot', name: 'Bot', role: 'bot' },
        conversation: { id: `c${conversation}` },
        textFormat: 'plain',
        locale: 'ca',
        text,
      });
      const response = await client.post('/api/messages', {}, body);
      if (response.status !== 200 || !response.body.includes('"activities"')) {
        throw new Error(`refused: ${response.status} ${response.body}`);
      }
    },
    close: client.close,
  };
}
