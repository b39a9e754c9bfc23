import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { noteRefusal } from '../../../src/core/util/refusal.ts';
import type { Upgrade } from '../../adapter.ts';
import type { DrainGate } from '../drainGate.ts';
import type { Reader } from '../outbound.ts';
import type { WebchatSettings } from '../settings.ts';
import { checkOrigin } from './access.ts';
import { root } from './addresses.ts';
import { createCounts } from './counts.ts';
import type { Origins } from './origins.ts';
import { asRefusal, Refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { runStream, type StreamDeps } from './stream.ts';
import type { Tickets } from './tickets.ts';
import { readWatermark } from './watermark.ts';

export interface Streams {
  readonly upgrade: Upgrade;
  /** Number of open streams. */
  open(): number;
  /** Asks every client to reconnect elsewhere; resolves when all have disconnected, after two seconds at most. */
  close(): Promise<void>;
  /** The same for the clients of one account. */
  closeOf(account: string): Promise<void>;
}

/** Longest frame accepted from a client: clients send no content here. */
const maxFrameBytes = 1_024;
/** Time for a client to answer a close frame. */
const shutdownTimeoutMs = 2_000;

const path = new RegExp(`^${root}/conversations/([^/]+)/stream$`);

interface StreamsDeps extends StreamDeps {
  readonly tickets: Tickets;
  readonly origins: Origins;
  readonly drainGate: DrainGate;
  readonly limits: WebchatSettings['streams'];
  /** Key for the address of a request. */
  readonly senderOf: (request: IncomingMessage) => string;
  readonly readerOf: (session: Session, base: string) => Reader;
}

/** Creates the WebSocket side: the holder of a ticket follows its conversation. */
export function createStreams(deps: StreamsDeps): Streams {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maxFrameBytes,
  });
  const open = new Map<WebSocket, { readonly account: string; readonly run: Promise<void> }>();
  const perConversation = createCounts();
  const perAddress = createCounts();

  function admit(request: IncomingMessage, platformConversation: string, query: URLSearchParams) {
    const ticket = deps.tickets.open(query.get('t') ?? '');
    if (ticket === null || ticket.session.platformConversation !== platformConversation) {
      throw new Refusal(403, 'auth.refused', 'This stream URL has expired. Request a new one from the conversation.');
    }
    const { origin } = request.headers;
    if (origin !== undefined && !deps.origins.allows(origin, request)) {
      throw new Refusal(403, 'origin.refused', 'Pages of this origin may not show the chat.');
    }
    checkOrigin(ticket.session, origin ?? null);
    if (!deps.drainGate.isOpen()) {
      throw new Refusal(503, 'store.busy', 'The server is about to restart. Come back in a moment.', { retryAfter: 1 });
    }
    const full = open.size >= deps.limits.most;
    const tooMany =
      perConversation.of(ticket.session.conversation) >= deps.limits.perConversation ||
      perAddress.of(deps.senderOf(request)) >= deps.limits.perAddress;
    if (full || tooMany) {
      throw new Refusal(full ? 503 : 429, 'rate.limited', 'Too many streams are open. Poll for a while.', {
        retryAfter: 5,
      });
    }
    return { ...ticket, after: readWatermark(query.get('watermark') ?? '') };
  }

  function follow(
    socket: WebSocket,
    sender: string,
    { session, base, after }: { readonly session: Session; readonly base: string; readonly after: number },
  ): void {
    perConversation.add(session.conversation);
    perAddress.add(sender);
    const run = runStream(socket, session.conversation, after, deps.readerOf(session, base), deps).finally(() => {
      perConversation.remove(session.conversation);
      perAddress.remove(sender);
      open.delete(socket);
    });
    open.set(socket, { account: session.account.id, run });
  }

  return {
    upgrade(request, socket, head) {
      const [pathname, query] = splitTarget(request.url ?? '/');
      const platformConversation = path.exec(pathname)?.[1];
      if (platformConversation === undefined) return false;
      try {
        const admitted = admit(request, platformConversation, query);
        const sender = deps.senderOf(request);
        server.handleUpgrade(request, socket, head, (client) => follow(client, sender, admitted));
      } catch (error) {
        refuseUpgrade(socket, asRefusal(error));
      }
      return true;
    },
    open: () => open.size,
    close: () => sayGoodbye([...open], 'the server restarts'),
    closeOf: (account) =>
      sayGoodbye(
        [...open].filter(([, each]) => each.account === account),
        'the account is closed',
      ),
  };
}

/**
 * Path and query of a request's target. The client chooses it, and it need not be a URL: `new URL` would throw on "//".
 */
function splitTarget(target: string): readonly [string, URLSearchParams] {
  const mark = target.indexOf('?');
  return mark < 0
    ? [target, new URLSearchParams()]
    : [target.slice(0, mark), new URLSearchParams(target.slice(mark + 1))];
}

/** Resolves when all have disconnected, after two seconds at most. */
async function sayGoodbye(
  clients: readonly (readonly [WebSocket, { readonly run: Promise<void> }])[],
  reason: string,
): Promise<void> {
  for (const [socket] of clients) socket.close(1001, reason);
  const impatient = setTimeout(() => {
    for (const [socket] of clients) socket.terminate();
  }, shutdownTimeoutMs);
  await Promise.all(clients.map(([, { run }]) => run));
  clearTimeout(impatient);
}

/** Answers an upgrade; the listener closes its connection. */
function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  noteRefusal(socket, refusal.status, refusal.code);
  const body = JSON.stringify({ error: { code: refusal.code, message: refusal.message } });
  socket.on('error', () => socket.destroy());
  socket.end(
    [
      `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
      'Connection: close',
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...(refusal.retryAfter === null ? [] : [`Retry-After: ${refusal.retryAfter}`]),
      '',
      body,
    ].join('\r\n'),
  );
}
