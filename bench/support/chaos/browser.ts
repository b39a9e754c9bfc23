import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { type RawData, WebSocket } from 'ws';

/** One set of activities as it came over the network. */
export interface ReceivedSet {
  readonly watermark?: string;
  readonly activities: readonly ReceivedActivity[];
}

interface ReceivedActivity {
  readonly type: string;
  readonly id: string;
  readonly channelData: { readonly 'webchat:sequence-id': number };
}

/** What the clients of one page's conversation received, in order. */
export interface Received {
  readonly sets: ReceivedSet[];
  /** Polls that failed: botframework-directlinejs stops polling after one. */
  failedPolls: number;
}

const received = new Map<string, Received>();

/** Received activities of a conversation, by its id as clients see it. */
export function receivedOf(conversation: string): Received {
  const known = received.get(conversation);
  if (known) return known;
  const fresh: Received = { sets: [], failedPolls: 0 };
  received.set(conversation, fresh);
  return fresh;
}

const conversationOf = (url: string): string | null =>
  /\/conversations\/([^/?]+)\/(?:activities|stream)/.exec(url)?.[1] ?? null;

/**
 * The part of a browser's XMLHttpRequest that botframework-directlinejs needs. Each request has its own connection, so
 * that a balancer may send it to another process than the one before.
 */
export class OwnConnectionXhr {
  readyState = 0;
  status = 0;
  response: unknown = null;
  responseType = '';
  timeout = 0;
  withCredentials = false;
  onreadystatechange: ((event: object) => void) | null = null;
  ontimeout: ((event: object) => void) | null = null;
  #method = '';
  #url = '';
  #headers: Record<string, string> = {};
  #request: ClientRequest | null = null;
  #incoming: IncomingMessage | null = null;
  #timer: NodeJS.Timeout | undefined;

  open(method: string, url: string): void {
    this.#method = method;
    this.#url = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers[name] = value;
  }

  getResponseHeader(name: string): string | null {
    return (this.#incoming?.headers[name.toLowerCase()] as string | undefined) ?? null;
  }

  abort(): void {
    this.readyState = 4;
    clearTimeout(this.#timer);
    this.#request?.destroy();
  }

  send(body?: string): void {
    const outgoing = request(this.#url, { method: this.#method, headers: this.#headers, agent: false });
    this.#request = outgoing;
    if (this.timeout > 0) {
      this.#timer = setTimeout(() => {
        if (this.readyState === 4) return;
        this.abort();
        this.#answerPoll(null);
        this.ontimeout?.({});
      }, this.timeout);
    }
    outgoing.on('error', () => this.#done(0, ''));
    outgoing.on('response', (incoming) => {
      this.#incoming = incoming;
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (piece: string) => {
        text += piece;
      });
      incoming.on('end', () => this.#done(incoming.statusCode ?? 0, text));
      incoming.on('error', () => this.#done(0, ''));
    });
    outgoing.end(body);
  }

  #done(status: number, text: string): void {
    if (this.readyState === 4) return;
    clearTimeout(this.#timer);
    this.readyState = 4;
    this.status = status;
    this.response = text === '' ? null : JSON.parse(text);
    this.#answerPoll(status === 200 ? (this.response as ReceivedSet) : null);
    this.onreadystatechange?.({});
  }

  #answerPoll(set: ReceivedSet | null): void {
    const conversation = this.#method === 'GET' ? conversationOf(this.#url) : null;
    if (conversation === null) return;
    if (set === null) receivedOf(conversation).failedPolls += 1;
    else receivedOf(conversation).sets.push(set);
  }
}

/** A web socket that records what it receives. */
export class ListeningSocket extends WebSocket {
  constructor(url: string) {
    super(url, { perMessageDeflate: false });
    const { sets } = receivedOf(conversationOf(url) ?? '');
    this.on('message', (data: RawData) => {
      const text = data.toString();
      if (text !== '') sets.push(JSON.parse(text));
    });
  }
}
