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

/** Handles a WebSocket upgrade, or declines it (false). */
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/** A server that listens from the start and answers "not ready" until it gets a handler. */
export interface Listener {
  readonly port: number;
  serve(handler: RequestListener, upgrades: readonly Upgrade[]): void;
  /**
   * Accepts no new connections, and closes each open one after its pending response: the load balancer uses other
   * processes, and nothing is refused meanwhile. Resolves when only WebSockets are left, or after `milliseconds`.
   */
  drain(milliseconds: number): Promise<void>;
  /** Resolves when no connection is left; closes the remaining ones after `milliseconds`. */
  close(milliseconds: number): Promise<void>;
}

/** A request that was answered, or an upgrade that was refused. */
export interface Answered {
  /** Requested path, without its query. Never to be stored: it may name a person's conversation. */
  readonly path: string;
  readonly status: number;
  /** Why it was refused; null: it was not, or its response has no code. */
  readonly code: ErrorCode | null;
}

/**
 * Listens. `failed` receives what a handler throws, which closes its own connection and nothing else. `answered` is
 * called for every response.
 * @throws {CodedError} `port.unusable` when it cannot listen on the address
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
    // Routers change `url` to the part below them.
    const path = pathOf(request);
    underWay.add(response);
    const close = () => {
      underWay.delete(response);
      const noted = refusalOf(response);
      // A client that left before the response was refused nothing.
      if (noted !== null || response.headersSent) {
        answered({ path, status: noted?.status ?? response.statusCode, code: noted?.code ?? null });
      }
    };
    response.once('close', guarded(close, failed));
    // An abort shows as a close; without a listener an error would end the process.
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
      // The parser reports what follows the part that it could not read, too.
      if (refusalOf(socket) !== null && error.code !== 'ECONNRESET') return;
      refuseUnreadable(error, socket);
      const refused = refusalOf(socket);
      if (refused === null) return;
      closeWhenFinished(socket);
      answered({ path: '/', ...refused });
    }, failed),
  );
  server.on('upgrade', (request, socket, head) => {
    // From here on Node no longer handles errors of the socket.
    socket.on('error', () => socket.destroy());
    guarded(
      () => {
        connections.upgraded(socket);
        if (!upgrades.some((upgrade) => upgrade(request, socket, head))) refuseIncomplete(socket, unknownUpgrade);
        const refused = refusalOf(socket);
        if (refused === null) return;
        closeWhenFinished(socket);
        answered({ path: pathOf(request), ...refused });
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
    // A client that has begun to read a response was promised that its connection stays open.
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

/** Keeps track of connections. */
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

/** Other offered protocols are ignored, and the request is answered normally (RFC 9110, 7.8). */
const wantsWebSocket = (request: IncomingMessage) => request.headers.upgrade?.toLowerCase() === 'websocket';

const unknownUpgrade: Refusal = {
  status: 404,
  code: 'route.unknown',
  message: 'No WebSocket is served at this address. Connect to the streamUrl of a conversation.',
};

const refuseWhileStarting: Upgrade = (_, socket) => {
  refuseIncomplete(socket, {
    status: 503,
    code: 'store.busy',
    message: 'The server is starting. Come back in a moment.',
  });
  return true;
};

/** Milliseconds for which a refused client may go on sending. */
const lingerMs = 5_000;

/**
 * Closes a connection on which the last answer was sent, when its client has finished. Whatever that still sends is read
 * and dropped: closing while there is something to read resets the connection, and a client that is sending would never
 * see the answer (RFC 9112, 9.6).
 */
function closeWhenFinished(socket: Duplex): void {
  socket.resume();
  // A client that stays would keep half a connection open for ever.
  const cut = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(cut));
}

interface Refusal {
  readonly status: 400 | 404 | 408 | 431 | 503;
  readonly code: ErrorCode;
  readonly message: string;
}

/** Answers on a raw connection. */
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
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Answers requests that the parser could not read; Node's own response would not say why. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  // Nobody reads any more, or a response has begun.
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  refuseIncomplete(socket, unreadable[error.code ?? ''] ?? unreadableRequest);
}

const unreadableRequest: Refusal = {
  status: 400,
  code: 'input.invalid',
  message: 'The request is not valid HTTP/1.1: check its first line, its headers and its length.',
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
