import { connect, type Socket } from 'node:net';

/** What the service did with a case. */
export interface Outcome {
  /** Of the final answer; null where the connection ended without one. */
  readonly status: number | null;
  /** The first bytes of it. */
  readonly head: string;
  readonly body: string;
  /** It neither answered nor closed the connection in time. */
  readonly late: boolean;
  /** How the connection stood at the end: the system's error, and what was sent and received. */
  readonly ending: string;
}

export interface Exchange {
  /** Sent unchanged. */
  readonly bytes: Buffer;
  /** Sent after a 101. */
  readonly frames?: Buffer;
  readonly isHead: boolean;
  /** Whether to wait for an answer: a truncated request has none. */
  readonly isWhole: boolean;
  /** Whether the connection is intact afterwards: then the next case reuses it. */
  readonly keeps: boolean;
}

/** Milliseconds after which a missing answer is a fault: a busy machine is slow, a hanging service never answers. */
const timeoutMs = 60_000;
/** Additional milliseconds to read what has arrived meanwhile: the whole machine may have slept. */
const secondTimeoutMs = 30_000;
/** Milliseconds after which nothing more is sent where the request may be incomplete: then the service must end it. */
const hesitation = 200;
const maxKept = 4_096;

interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
  /** Whether the server keeps the connection open. */
  readonly isKept: boolean;
}

/** One connection to the service at a time; a new one whenever the last is used up. */
export function createWire(port: number): { send(exchange: Exchange): Promise<Outcome>; close(): void } {
  let kept: Socket | null = null;

  async function send(exchange: Exchange): Promise<Outcome> {
    const reused = kept;
    const outcome = await once(exchange);
    // The server may close an idle connection at any moment: that says nothing about the case.
    const wasGone = reused !== null && outcome.status === null && !outcome.late && exchange.keeps;
    return wasGone ? once(exchange) : outcome;
  }

  function once({ bytes, frames, isHead, isWhole, keeps }: Exchange): Promise<Outcome> {
    const reused = kept !== null;
    const socket = kept ?? connect({ port, host: '127.0.0.1', noDelay: true });
    kept = null;
    return new Promise((resolve) => {
      let received = '';
      let upgraded = false;
      let answer: Answer | null = null;
      let error = 'no error';
      const before = { written: socket.bytesWritten, read: socket.bytesRead };
      const began = performance.now();
      const finish = (why: 'done' | 'late') => {
        const late = why === 'late';
        clearTimeout(timer);
        clearTimeout(inactivity);
        socket.removeAllListeners();
        socket.on('error', () => {});
        if (!late && keeps && answer?.isKept === true && !socket.destroyed) {
          kept = socket;
          socket.once('close', () => {
            if (kept === socket) kept = null;
          });
        } else socket.destroy();
        const { status = null, head = received.slice(0, maxKept), body = '' } = answer ?? {};
        const written = `${socket.bytesWritten - before.written} of ${bytes.length} bytes written`;
        const read = `${socket.bytesRead - before.read} read`;
        const after = `after ${Math.round(performance.now() - began)} ms on a ${reused ? 'kept' : 'new'} connection`;
        resolve({ status, head, body, late, ending: `${error}, ${written}, ${read}, ${after}` });
      };
      let timer = setTimeout(() => {
        timer = setTimeout(finish, secondTimeoutMs, 'late');
      }, timeoutMs);
      const inactivity = isWhole ? undefined : setTimeout(() => socket.end(), hesitation);
      socket.setEncoding('latin1');
      socket.on('data', (chunk: string) => {
        if (upgraded) return;
        received += chunk;
        answer = readAnswer(received, { isHead, isEnded: false });
        if (answer === null) return;
        if (answer.status === 101 && frames !== undefined) {
          upgraded = true;
          // Both sides are done: the server closes the connection.
          socket.end(frames);
        } else finish('done');
      });
      socket.on('error', (cause: NodeJS.ErrnoException) => {
        error = `${cause.syscall} ${cause.code}`;
      });
      socket.on('close', () => {
        answer ??= readAnswer(received, { isHead, isEnded: true });
        finish('done');
      });
      socket.write(bytes);
    });
  }

  return { send, close: () => kept?.destroy() };
}

/** The complete final answer; of an endless one what has arrived. */
function readAnswer(text: string, how: { readonly isHead: boolean; readonly isEnded: boolean }): Answer | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = text.slice(0, end);
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? Number.NaN);
  if (status >= 100 && status < 200 && status !== 101) return readAnswer(text.slice(end + 4), how);
  const rest = text.slice(end + 4);
  const isKept = !/\r\nconnection: close/i.test(head) && status !== 101;
  const done = (body: string): Answer => ({
    status,
    head: head.slice(0, maxKept),
    body: body.slice(0, maxKept),
    isKept,
  });
  if (how.isHead || status === 204 || status === 304 || status === 101) return done('');
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return rest.length >= Number(length) ? done(rest) : null;
  if (/\r\ncontent-type: text\/event-stream/i.test(head)) return { ...done(rest), isKept: false };
  if (/\r\ntransfer-encoding: chunked/i.test(head)) return rest.endsWith('0\r\n\r\n') ? done(rest) : null;
  // Without a length the end of the connection is the end of the answer.
  return how.isEnded ? { ...done(rest), isKept: false } : null;
}
