import { connect, type Socket } from 'node:net';

interface RawResponse {
  readonly status: number;
  readonly body: string;
}

/**
 * A minimal HTTP/1.1 client for load: keep-alive connections, one request at a time on each, as little work as
 * possible, so that the server is what is measured.
 */
interface RawClient {
  post(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<RawResponse>;
  get(path: string, headers: Readonly<Record<string, string>>): Promise<RawResponse>;
  close(): void;
}

export function createRawClient(port: number, connections: number): RawClient {
  const idle: Connection[] = [];
  const waiting: ((connection: Connection) => void)[] = [];
  const all = Array.from({ length: connections }, () => createConnection(port));
  idle.push(...all);

  async function send(line: string, headers: Readonly<Record<string, string>>, rest: string): Promise<RawResponse> {
    const connection = idle.pop() ?? (await new Promise<Connection>((resolve) => waiting.push(resolve)));
    try {
      let head = `${line} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`;
      for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
      return await connection.send(head + rest);
    } finally {
      const next = waiting.shift();
      if (next) next(connection);
      else idle.push(connection);
    }
  }

  return {
    post: (path, headers, body) =>
      send(
        `POST ${path}`,
        headers,
        `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      ),
    get: (path, headers) => send(`GET ${path}`, headers, '\r\n'),
    close() {
      for (const connection of all) connection.close();
    },
  };
}

interface Connection {
  send(request: string): Promise<RawResponse>;
  close(): void;
}

function createConnection(port: number): Connection {
  let socket: Socket | null = null;
  let received = '';
  let settle: { resolve: (response: RawResponse) => void; reject: (error: Error) => void } | null = null;

  const fail = (error: Error) => {
    socket?.destroy();
    socket = null;
    received = '';
    const waiting = settle;
    settle = null;
    waiting?.reject(error);
  };

  const open = () => {
    const opened = connect(port, '127.0.0.1');
    opened.setNoDelay(true);
    opened.setEncoding('latin1');
    opened.on('data', (chunk) => {
      received += chunk;
      const response = readResponse(received);
      if (response === null) return;
      received = '';
      const waiting = settle;
      settle = null;
      waiting?.resolve(response);
    });
    opened.on('error', (error) => socket === opened && fail(error));
    opened.on('close', () => socket === opened && fail(new Error('connection closed')));
    return opened;
  };

  return {
    send(request) {
      socket ??= open();
      return new Promise((resolve, reject) => {
        settle = { resolve, reject };
        socket?.write(request);
      });
    },
    close() {
      const opened = socket;
      socket = null;
      opened?.destroy();
    },
  };
}

/** Null until the whole response has arrived. Bodies are read by Content-Length or in chunks. */
function readResponse(text: string): RawResponse | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = text.slice(0, end);
  const rest = text.slice(end + 4);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return rest.length >= Number(length) ? { status, body: decode(rest) } : null;
  if (/\r\ntransfer-encoding: chunked/i.test(head))
    return rest.endsWith('0\r\n\r\n') ? { status, body: decode(unchunk(rest)) } : null;
  return { status, body: '' };
}

const decode = (latin1: string) => Buffer.from(latin1, 'latin1').toString('utf8');

function unchunk(text: string): string {
  let out = '';
  for (let at = 0; ; ) {
    const line = text.indexOf('\r\n', at);
    const size = Number.parseInt(text.slice(at, line), 16);
    if (!size) return out;
    out += text.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
}
