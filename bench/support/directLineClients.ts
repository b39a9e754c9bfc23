import { WebSocket } from 'ws';
import type { Ask } from './load.ts';
import { createRawClient } from './rawHttp.ts';

/** Opens conversations with a Direct Line server, each with its stream, as browsers do. */
export async function openDirectLineClients(port: number, count: number): Promise<{ ask: Ask; close(): void }> {
  const client = createRawClient(port, 64);
  /** Resolved by each frame of a conversation: whether it has a message of the bot. */
  const received: (PromiseWithResolvers<boolean> | null)[] = Array.from({ length: count }, () => null);
  const paths: string[] = [];
  const headers: Record<string, string>[] = [];
  const sockets: WebSocket[] = [];

  const open = async (index: number) => {
    const response = await client.post('/v3/directline/conversations', { Authorization: 'Bearer finestreta' }, '{}');
    if (response.status !== 201) throw new Error(`conversation refused: ${response.status} ${response.body}`);
    const { conversationId, token, streamUrl } = JSON.parse(response.body) as Record<string, string>;
    paths[index] = `/v3/directline/conversations/${conversationId}/activities`;
    headers[index] = { Authorization: `Bearer ${token}` };
    const greeted = Promise.withResolvers<boolean>();
    received[index] = greeted;
    const socket = new WebSocket(streamUrl as string, { perMessageDeflate: false });
    sockets[index] = socket;
    socket.on('message', (data: Buffer) => {
      // Searching the bytes costs a fraction of parsing them.
      if (data.length > 0) received[index]?.resolve(data.includes('"role":"bot"'));
    });
    await greeted.promise;
  };

  for (let from = 0; from < count; from += 50) {
    await Promise.all(Array.from({ length: Math.min(50, count - from) }, (_, at) => open(from + at)));
  }

  let sent = 0;
  return {
    async ask(conversation, text) {
      const answer = Promise.withResolvers<boolean>();
      received[conversation] = answer;
      sent += 1;
      const body = JSON.stringify({
        type: 'message',
        from: { id: 'user' },
        text,
        channelData: { clientActivityID: `m${sent}` },
      });
      const response = await client.post(
        paths[conversation] as string,
        headers[conversation] as Record<string, string>,
        body,
      );
      if (response.status !== 200) throw new Error(`refused: ${response.status}`);
      // A silent bot is a failure here, and must not be waited for.
      if (!(await answer.promise)) throw new Error('not answered');
    },
    close() {
      for (const socket of sockets) socket.terminate();
      client.close();
    },
  };
}
