import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { CodedError, type ErrorCode } from '../core/model/errors.ts';
import { guarded } from '../core/util/guarded.ts';
import { noteRefusal, refusalOf } from '../core/util/refusal.ts';

/** Takes a WebSocket upgrade, or leaves it (false). */
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/** A server that listens from the beginning and says "not ready" until it is given what to serve. */
export interface Listener {
  readonly port: number;
  serve(handler: RequestListener, upgrades: readonly Upgrade[]): void;
  /**
   * Takes no new connections, and ends each that there is with the answer for which it waits: whoever balances the load
   * goes elsewhere, and nothing is refused meanwhile. Resolves when only WebSockets are left, or after `milliseconds`.
   */
  drain(milliseconds: number): Promise<void>;
  /** Resolves when no connection is left; cuts what is left after `milliseconds`. */
  close(milliseconds: number): Promise<void>;
}

/** A request that was answered, or an upgrade that was refused. */
export interface Answered {
  /** Path that was asked for, without its query. Never to be kept: it may name a person's conversation. */
  readonly path: string;
  readonly status: number;
  /** Why it was refused; null: it was not, or its answer carries no code. */
  readonly code: ErrorCode | null;
}

/**
 * Listens. `failed` is told what a handler throws: that ends its own connection and nothing else. `answered` is told of
 * every answer.
 * @throws {CodedError} `port.unusable` when the address cannot be listened on
 */
export async function listen(
  host: string,
  port: number,
  failed: (error: unknown) => void,
  answered: (answer: Answered) => void = () => {},
): Promise<Listener> {
  let handler: RequestListener = notReady;
  let upgrades: readonly Upgrade[] = [refuseWhileStarting];
  const connections = createConnections();
  const underWay = new Set<ServerResponse>();
  const server = createServer({ shouldUpgradeCallback: wantsWebSocket }, (request, response) => {
    // Routers write into `url` what is left of it below them.
    const path = pathOf(request);
    underWay.add(response);
    const close = () => {
      underWay.delete(response);
      const noted = refusalOf(response);
      // Whoever left before an answer was refused nothing.
      if (noted !== null || response.headersSent) {
        answered({ path, status: noted?.status ?? response.statusCode, code: noted?.code ?? null });
      }
    };
    response.once('close', guarded(close, failed));
    // What breaks off shows as a close; without a listener an error would end the process.
    request.on('error', () => {});
    response.on('error', () => response.destroy());
    guarded(handler, (error) => {
      failed(error);
      noteRefusal(response, 500, 'handler.failed');
      response.destroy();
    })(request, response);
  });
  server.on('connection', connections.add);
  server.on(
    'clientError',
    guarded((error: NodeJS.ErrnoException, socket) => {
      refuseUnreadable(error, socket);
      const refused = refusalOf(socket);
      if (refused !== null) answered({ path: '/', ...refused });
    }, failed),
  );
  server.on('upgrade', (request, socket, head) => {
    // From here on Node no longer looks after the socket.
    socket.on('error', () => socket.destroy());
    guarded(
      () => {
        connections.upgraded(socket);
        if (!upgrades.some((upgrade) => upgrade(request, socket, head))) refuseIncomplete(socket, unknownUpgrade);
        const refused = refusalOf(socket);
        if (refused !== null) answered({ path: pathOf(request), ...refused });
      },
      (error) => {
        failed(error);
        socket.destroy();
      },
    )();
  });
  await bind(server, host, port);
  const closed = new Promise<void>((resolve) => server.once('close', resolve));

  const stopListening = () => {
    if (!server.listening) return;
    server.close();
    for (const response of underWay) response.shouldKeepAlive = false;
    // Whoever has begun to read an answer was told that its connection stays.
    const ending = setInterval(() => server.closeIdleConnections(), 50);
    void closed.then(() => clearInterval(ending));
  };

  return {
    port: (server.address() as AddressInfo).port,
    serve(next, nextUpgrades) {
      handler = next;
      upgrades = nextUpgrades;
    },
    drain(milliseconds) {
      stopListening();
      return connections.answered(milliseconds);
    },
    async close(milliseconds) {
      stopListening();
      const cut = setTimeout(connections.cut, milliseconds);
      await closed;
      clearTimeout(cut);
    },
  };
}

const pathOf = ({ url = '/' }: IncomingMessage) => url.replace(/\?.*$/s, '');

/** Keeps account of who is connected. */
function createConnections() {
  const all = new Set<Duplex>();
  const requesting = new Set<Duplex>();
  let whenAnswered = () => {};
  const done = (socket: Duplex) => {
    requesting.delete(socket);
    if (requesting.size === 0) whenAnswered();
  };
  return {
    add(socket: Duplex) {
      all.add(socket);
      requesting.add(socket);
      socket.once('close', () => {
        all.delete(socket);
        done(socket);
      });
    },
    upgraded: done,
    answered: (milliseconds: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        whenAnswered = () => {
          clearTimeout(timer);
          resolve();
        };
        if (requesting.size === 0) whenAnswered();
      }),
    cut() {
      for (const socket of all) socket.destroy();
    },
  };
}

const notReady: RequestListener = (request, response) => {
  const alive = request.url === '/healthz';
  response.writeHead(alive ? 200 : 503, { 'content-type': 'application/json', 'retry-after': '1' });
  response.end(JSON.stringify({ status: alive ? 'ok' : 'starting' }));
};

/** Any other protocol that a client offers is left aside, and the request is answered as if it had not (RFC 9110, 7.8). */
const wantsWebSocket = (request: IncomingMessage) => request.headers.upgrade?.toLowerCase() === 'websocket';

const unknownUpgrade: Refusal = {
  status: 404,
  code: 'route.unknown',
  message: 'No WebSocket is served at this address. Connect to the streamUrl that a conversation came with.',
};

const refuseWhileStarting: Upgrade = (_, socket) => {
  refuseIncomplete(socket, {
    status: 503,
    code: 'store.busy',
    message: 'The server is starting. Come back in a moment.',
  });
  return true;
};

interface Refusal {
  readonly status: 400 | 404 | 408 | 431 | 503;
  readonly code: ErrorCode;
  readonly message: string;
}

/** Answers on a bare connection, and ends it. */
function refuseIncomplete(socket: Duplex, { status, code, message }: Refusal): void {
  noteRefusal(socket, status, code);
  const body = JSON.stringify({ error: { code, message } });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(status === 503 ? ['Retry-After: 1'] : []),
  ];
  // Who was answered and stays would keep half a connection for ever.
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Answers what the parser could not read; Node's own answer would not say why. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  // Nobody reads any more, or an answer has begun.
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  refuseIncomplete(socket, unreadable[error.code ?? ''] ?? unreadableRequest);
}

const unreadableRequest: Refusal = {
  status: 400,
  code: 'input.invalid',
  message: 'The request is not HTTP/1.1 as it should be: look at its first line, its headers and its length.',
};

const unreadable: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'input.too-large',
    message: 'The headers are too long. Send fewer or shorter ones.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'input.invalid',
    message: 'The request took too long to arrive. Send it again.',
  },
};

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'it is in use' : `it cannot be used (${cause.code})`;
      reject(
        new CodedError('port.unusable', `Cannot listen on ${host}:${port}: ${why}. Set HOST and PORT to others.`, {
          cause,
        }),
      );
    });
    server.listen(port, host, () => resolve());
  });
}
