import type { Ask } from '../load.ts';
import { createRawClient } from '../rawHttp.ts';
import { openRawStream, type RawStream } from './rawStream.ts';

/** Connections for posts, to all processes together. */
const connections = 64;

/**
 * Opens conversations with several processes as behind a stateless load balancer: each post goes to the next process,
 * whichever accepted the one before or holds the conversation's stream. All of them have been greeted.
 */
export async function openSpreadClients(ports: readonly number[], count: number): Promise<{ ask: Ask; close(): void }> {
  const clients = ports.map((port) => createRawClient(port, connections / ports.length));
  let posts = 0;
  const post = (path: string, token: string, body: string) => {
    posts += 1;
    const client = clients[posts % clients.length] as (typeof clients)[number];
    return client.post(path, { Authorization: `Bearer ${token}` }, body);
  };
  const answered: (() => void)[] = [];
  const paths: string[] = [];
  const tokens: string[] = [];
  const streams: RawStream[] = [];
  let lost = 0;

  const open = async (index: number) => {
    const response = await post('/v3/directline/conversations', 'finestreta', '{}');
    if (response.status !== 201) throw new Error(`conversation refused: ${response.status} ${response.body}`);
    const { conversationId, token, streamUrl } = JSON.parse(response.body) as Record<string, string>;
    paths[index] = `/v3/directline/conversations/${conversationId}/activities`;
    tokens[index] = token as string;
    await new Promise<void>((resolve, reject) => {
      answered[index] = resolve;
      streams[index] = openRawStream(
        streamUrl as string,
        ports[index % ports.length] as number,
        () => answered[index]?.(),
        () => {
          lost += 1;
          reject(new Error('a stream was closed by the server'));
        },
      );
    });
  };

  for (let from = 0; from < count; from += 50) {
    await Promise.all(Array.from({ length: Math.min(50, count - from) }, (_, at) => open(from + at)));
  }

  let sent = 0;
  return {
    async ask(conversation, text) {
      if (lost > 0) throw new Error('a stream was closed by the server');
      const answer = new Promise<void>((resolve) => {
        answered[conversation] = resolve;
      });
      sent += 1;
      const activity = { type: 'message', from: { id: 'user' }, text, channelData: { clientActivityID: `m${sent}` } };
      const response = await post(
        paths[conversation] as string,
        tokens[conversation] as string,
        JSON.stringify(activity),
      );
      if (response.status !== 200) throw new Error(`refused: ${response.status} ${response.body}`);
      await answer;
    },
    close() {
      for (const stream of streams) stream.close();
      for (const client of clients) client.close();
    },
  };
}
