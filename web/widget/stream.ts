import type { ActivitySet } from './directLineWire.ts';

const timeoutMs = 5_000;

/** `blocked`: it never opened, as behind a proxy that blocks it. `closed`: it was open for `lived` ms. */
export interface StreamEnd {
  readonly how: 'blocked' | 'closed';
  readonly lived: number;
}

/** An attempt to follow a conversation by WebSocket. */
export interface Stream {
  readonly ended: Promise<StreamEnd>;
  close(): void;
}

export function openStream(url: string, opened: () => void, take: (set: ActivitySet) => void): Stream {
  let close = () => {};
  const ended = new Promise<StreamEnd>((resolve) => {
    let socket: WebSocket;
    let since = 0;
    try {
      socket = new WebSocket(url);
    } catch {
      // A page's policy may forbid the address.
      resolve({ how: 'blocked', lived: 0 });
      return;
    }
    close = () => {
      clearTimeout(timer);
      socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
      socket.close();
      resolve({ how: since > 0 ? 'closed' : 'blocked', lived: since > 0 ? Date.now() - since : 0 });
    };
    const timer = setTimeout(close, timeoutMs);
    socket.onopen = () => {
      since = Date.now();
      clearTimeout(timer);
      opened();
    };
    socket.onmessage = ({ data }) => {
      // An empty frame only keeps the connection open.
      if (data) take(JSON.parse(data));
    };
    socket.onclose = socket.onerror = close;
  });
  return { ended, close: () => close() };
}
