import type { Response } from 'express';

/** Server-sent events down one connection (WHATWG HTML, 9.2): one is on its way at a time. */
export interface EventStream {
  /** Resolves when it has left for the network, or nobody reads any more. `id`: what a client resumes after. */
  send(data: unknown, id: string | null): Promise<void>;
  /** A line that clients leave aside; whoever watches the connection sees that it lives. */
  beat(): void;
  isOpen(): boolean;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;
  /** Ends it; clients come back by themselves. */
  end(): void;
}

export function openEventStream(response: Response): EventStream {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // Else nginx collects what should arrive at once.
    'X-Accel-Buffering': 'no',
    'X-Content-Type-Options': 'nosniff',
  });
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
      // Whoever reads no more gets no more to read: what is under way is proof enough.
      if (open && !response.writableNeedDrain) response.write(': here\n\n');
    },
    isOpen: () => open,
    closed,
    end() {
      if (open) response.end();
    },
  };
}
