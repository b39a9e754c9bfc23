import type { Response } from 'express';

/** Server-sent events on one connection (WHATWG HTML, 9.2), one at a time. */
export interface EventStream {
  /**
   * Resolves when it was passed to the network, or the reader has gone. `id`: the position after which a client
   * resumes.
   */
  send(data: unknown, id: string | null): Promise<void>;
  /** Sends a comment line that clients ignore; it shows that the connection is alive. */
  beat(): void;
  isOpen(): boolean;
  /** Resolves when the connection is closed. */
  readonly closed: Promise<void>;
  /** Closes it; clients reconnect automatically. */
  end(): void;
}

const headers = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  // Otherwise nginx buffers the events.
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Answers HEAD. That response has no body, so its client goes on at once: a stream that stayed open would hold back the
 * answers to all that follows on the connection.
 */
export function describeEventStream(response: Response): void {
  response.writeHead(200, headers).end();
}

export function openEventStream(response: Response): EventStream {
  response.writeHead(200, headers);
  response.flushHeaders();
  let open = true;
  const closed = new Promise<void>((resolve) => {
    response.once('close', () => {
      open = false;
      resolve();
    });
  });
  response.on('error', () => response.destroy());

  return {
    async send(data, id) {
      if (!open) return;
      const line = id === null ? '' : `id: ${id}\n`;
      if (response.write(`${line}data: ${JSON.stringify(data)}\n\n`)) return;
      await Promise.race([new Promise<void>((resolve) => response.once('drain', () => resolve())), closed]);
    },
    beat() {
      // While the reader is behind, pending data already proves that the connection is alive.
      if (open && !response.writableNeedDrain) response.write(': here\n\n');
    },
    isOpen: () => open,
    closed,
    end() {
      if (open) response.end();
    },
  };
}
