import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A text message as the gateway took it. */
interface TakenText {
  readonly to: string;
  readonly from: string;
  readonly text: string;
}

/** A gateway of text messages that takes JSON over HTTP, and sends them nowhere. */
export interface SmsGateway {
  readonly url: string;
  readonly texts: readonly TakenText[];
  /** Headers and body of each request, whatever came of it. */
  readonly requests: readonly { readonly headers: IncomingMessage['headers']; readonly body: unknown }[];
  /** What it answers next instead of taking the message. */
  answerNext(status: number): void;
  /** Takes the next message, and answers only once it is let. */
  holdNext(): () => void;
  close(): Promise<void>;
}

/** `port`: of a gateway that was away and comes back; else a free one. */
export async function startSmsGateway(port = 0): Promise<SmsGateway> {
  const texts: TakenText[] = [];
  const requests: { headers: IncomingMessage['headers']; body: unknown }[] = [];
  let next: number | null = null;
  let held: Promise<void> | null = null;
  const server = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
    requests.push({ headers: request.headers, body });
    const status = next;
    const waited = held;
    next = null;
    held = null;
    if (status === null) texts.push(body);
    await waited;
    response.writeHead(status ?? 202, status === 302 ? { location: '/elsewhere' } : {}).end('{}');
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`,
    texts,
    requests,
    answerNext: (status) => {
      next = status;
    },
    holdNext: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
