import { type ClientOptions, WebSocket } from 'ws';

/** A WebSocket that keeps what it was sent, so that a test may wait for it. */
export interface StreamClient {
  readonly socket: WebSocket;
  /** The next activity set that nobody has taken yet. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests check
  next(): Promise<any>;
  /** The activity sets that are here and that nobody has taken yet. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests check
  arrived(): any[];
  /** All that arrives until the activity sets hold at least `count` activities. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests check
  activities(count: number): Promise<any[]>;
  /** Code with which the socket was closed. */
  readonly closed: Promise<number>;
}

/** Opens a stream. Rejects with the HTTP status when the server refuses. */
export async function follow(
  url: string,
  headers: Record<string, string> = {},
  options: ClientOptions = {},
): Promise<StreamClient> {
  const socket = new WebSocket(url, { ...options, headers });
  const kept: unknown[] = [];
  let arrived = () => {};
  socket.on('message', (data) => {
    kept.push(JSON.parse(String(data)));
    arrived();
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const refused = new Promise<never>((_, reject) => {
    socket.once('close', () => reject(new Error('closed before it opened')));
    socket.once('unexpected-response', (_request, response) => {
      socket.terminate();
      reject(new Error(`refused with ${response.statusCode}`));
    });
  });
  socket.on('error', () => {});
  const opened = new Promise((resolve) => socket.once('open', resolve));
  await Promise.race([opened, refused]);

  const client: StreamClient = {
    socket,
    closed,
    arrived: () => kept.splice(0),
    async next() {
      while (kept.length === 0) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
      return kept.shift();
    },
    async activities(count) {
      const got: unknown[] = [];
      while (got.length < count) got.push(...(await client.next()).activities);
      return got;
    },
  };
  return client;
}
