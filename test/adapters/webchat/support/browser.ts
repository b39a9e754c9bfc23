import type { DirectLine } from 'botframework-directlinejs';
import type { WebSocket } from 'ws';

type LineOptions = ConstructorParameters<typeof DirectLine>[0];

/**
 * The little of a browser's XMLHttpRequest that botframework-directlinejs needs, over fetch, since Node has none.
 */
class FetchXhr {
  readyState = 0;
  status = 0;
  response: unknown = null;
  responseType = '';
  timeout = 0;
  withCredentials = false;
  onreadystatechange: ((event: object) => void) | null = null;
  ontimeout: ((event: object) => void) | null = null;
  #request: { method: string; url: string; headers: Record<string, string> } = { method: '', url: '', headers: {} };
  #headers = new Headers();
  #abort = new AbortController();

  open(method: string, url: string): void {
    this.#request = { method, url, headers: {} };
  }

  setRequestHeader(name: string, value: string): void {
    this.#request.headers[name] = value;
  }

  getResponseHeader(name: string): string | null {
    return this.#headers.get(name);
  }

  abort(): void {
    this.#abort.abort();
  }

  send(body?: string | FormData): void {
    void this.#run(body);
  }

  async #run(body: string | FormData | undefined): Promise<void> {
    const { url, ...request } = this.#request;
    try {
      const response = await fetch(url, { ...request, ...(body && { body }), signal: this.#abort.signal });
      this.#headers = response.headers;
      this.response = this.responseType === 'arraybuffer' ? await response.arrayBuffer() : await asJson(response);
      this.status = response.status;
    } catch {
      this.status = 0;
    }
    this.readyState = 4;
    if (!this.#abort.signal.aborted) this.onreadystatechange?.({});
  }
}

async function asJson(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

/**
 * Gives what runs the global that the Direct Line client expects of a browser, until the function that it returns is called:
 * other libraries in the same thread take it for a sign that they are in one.
 */
export function pretendToBeABrowser(request: new () => object = FetchXhr): () => void {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'XMLHttpRequest');
  Object.defineProperty(globalThis, 'XMLHttpRequest', { value: request, configurable: true, writable: true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(globalThis, 'XMLHttpRequest');
    else Object.defineProperty(globalThis, 'XMLHttpRequest', before);
  };
}

/** What a page needs to reopen a conversation, which the client keeps to itself; empty until it is known. */
export function insideOf(line: DirectLine): Readonly<Record<'conversationId' | 'token' | 'watermark', string>> {
  const textAt = (name: string): string => {
    const found: unknown = Reflect.get(line, name);
    return typeof found === 'string' ? found : '';
  };
  return { conversationId: textAt('conversationId'), token: textAt('token'), watermark: textAt('watermark') };
}

/** Options of a client with sockets of `ws`, whose class lacks what the client never calls. */
export function withSockets(options: LineOptions, sockets: new (url: string) => WebSocket): LineOptions {
  const all: LineOptions = { ...options };
  Reflect.set(all, 'WebSocket', sockets);
  return all;
}
