import type { TestServer } from './testServer.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests check
  readonly body: any;
}

export interface Call {
  readonly bearer?: string;
  readonly origin?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request to the server; a body that is no text and no bytes goes as JSON. */
export async function call(server: TestServer, method: string, path: string, options: Call = {}): Promise<Answer> {
  const { bearer, origin, body } = options;
  const raw = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
  const response = await fetch(path.startsWith('http') ? path : server.domain + path, {
    method,
    headers: {
      ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
      ...(origin !== undefined && { Origin: origin }),
      ...(body !== undefined && !raw && { 'Content-Type': 'application/json' }),
      ...options.headers,
    },
    ...(body !== undefined && { body: raw ? (body as string) : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** Opens a conversation with the site key. */
export async function open(server: TestServer, options: Call = {}): Promise<Answer['body']> {
  return (await call(server, 'POST', '/conversations', { bearer: 'finestreta', ...options })).body;
}

/** Posts a message of a conversation that `open` gave. */
export function post(server: TestServer, conversation: Answer['body'], activity: object): Promise<Answer> {
  return call(server, 'POST', `/conversations/${conversation.conversationId}/activities`, {
    bearer: conversation.token,
    body: { type: 'message', from: { id: 'me' }, ...activity },
  });
}

/** Everything after a watermark. */
export async function list(server: TestServer, conversation: Answer['body'], watermark = ''): Promise<Answer['body']> {
  const path = `/conversations/${conversation.conversationId}/activities?watermark=${watermark}`;
  return (await call(server, 'GET', path, { bearer: conversation.token })).body;
}
