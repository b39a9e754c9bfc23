import type { IncomingMessage, ServerResponse } from 'node:http';
import { openAddress } from '../../../contract/adapter/address.ts';
import type { Fault } from '../../../contract/adapter/fixture.ts';
import { guidOf, publishedKeys } from './identity.ts';
import type { SentActivity } from './readShown.ts';

/** Something that the bot asked of the Connector service. */
export interface Sent {
  readonly id: string;
  readonly account: string;
  readonly activity: SentActivity;
}

export interface Connector {
  readonly url: string;
  /** As activities name it. */
  readonly serviceUrl: string;
  /** All messages in the order in which they were accepted. */
  readonly messages: Map<string, Sent>;
  readonly typings: Sent[];
  /** Files that can be fetched (`/download/ID` by anybody, `/service/…` with the bot's token) and that were brought. */
  readonly downloads: Map<string, Uint8Array>;
  readonly uploads: Map<string, Uint8Array>;
  /** Everything that was asked: method and path, and whether the bot's own token came along. */
  readonly asked: { method: string; path: string; token: string | null }[];
  /** Called before a message is accepted; what it does comes first. */
  onMessage: (sent: Sent) => Promise<void>;
  fail(account: string, fault: Fault): Promise<void>;
  readonly deafToTyping: Set<string>;
  close(): Promise<void>;
}

export const directoryId = guidOf('the directory');

export function secretOf(account: string): string {
  return `right-secret-of-${account}`;
}

/** Plays Microsoft's side: Entra's tokens, the channel service's keys, the Connector service, OneDrive. */
export async function openConnector(): Promise<Connector> {
  const address = await openAddress();
  const faults = new Map<string, { fault: Fault; met: () => void }>();
  const names = new Map<string, string>();
  let made = 1_700_000_000_000;

  const connector: Connector = {
    url: address.url,
    serviceUrl: `${address.url}/service/`,
    messages: new Map(),
    typings: [],
    downloads: new Map(),
    uploads: new Map(),
    asked: [],
    onMessage: async () => {},
    fail: (account, fault) => new Promise((met) => faults.set(account, { fault, met })),
    deafToTyping: new Set(),
    close: address.close,
  };

  async function login(body: string, answer: Answer): Promise<void> {
    const form = new URLSearchParams(body);
    const account = /^right-secret-of-(.+)$/.exec(form.get('client_secret') ?? '')?.[1];
    if (account === undefined || form.get('client_id') !== guidOf(account)) {
      return answer(401, { error: 'invalid_client', error_description: 'AADSTS7000215: …', error_codes: [7_000_215] });
    }
    names.set(`token-of-${account}`, account);
    return answer(200, { token_type: 'Bearer', expires_in: 3_599, access_token: `token-of-${account}` });
  }

  async function say(
    account: string,
    body: string,
    request: IncomingMessage,
    response: ServerResponse,
    answer: Answer,
  ) {
    const activity = JSON.parse(body) as SentActivity;
    if (activity.type === 'typing') {
      if (connector.deafToTyping.has(account)) return answer(500, {});
      connector.typings.push({ id: '', account, activity });
      return answer(202, {});
    }
    const problem = faults.get(account);
    faults.delete(account);
    if (problem !== undefined) {
      problem.met();
      if (problem.fault.kind === 'silence') return;
      if (problem.fault.kind === 'cut') return void request.socket.destroy();
      if (problem.fault.retryAfter !== null) response.setHeader('Retry-After', String(problem.fault.retryAfter));
      return answer(problem.fault.status, {
        error: { code: 'SomethingAboutIt', message: 'words that nobody must log' },
      });
    }
    made += 1;
    const sent = { id: String(made), account, activity };
    await connector.onMessage(sent);
    connector.messages.set(sent.id, sent);
    // As Teams does: text and attachment become two messages, and no id is told.
    const splits = activity.text !== undefined && (activity.attachments ?? []).length > 0;
    return splits ? answer(202, {}) : answer(201, { id: sent.id });
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = Buffer.concat(await request.toArray());
    const { pathname } = new URL(request.url ?? '', address.url);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    connector.asked.push({ method: request.method ?? '', path: pathname, token });
    const answer: Answer = (status, content) => {
      response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(content));
    };
    const give = (file: Uint8Array | undefined) => (file ? response.end(file) : answer(404, {}));
    const [, position, rest = ''] = /^\/([^/]+)\/?(.*)$/.exec(pathname) ?? [];
    if (position === 'openid') return answer(200, { jwks_uri: `${address.url}/keys` });
    if (position === 'keys') return answer(200, publishedKeys);
    if (position === directoryId) return login(bytes.toString(), answer);
    if (position === 'download') return void give(connector.downloads.get(rest));
    if (position === 'upload') {
      connector.uploads.set(rest, bytes);
      return answer(201, {});
    }
    // Without an identity nobody sends a token: then there is one account only.
    const account = token === null ? 'nobody' : names.get(token);
    if (account === undefined) return answer(401, { error: { code: 'Unauthorized' } });
    if (rest.startsWith('v3/attachments/')) return void give(connector.downloads.get(rest.split('/')[2] ?? ''));
    if (request.method === 'DELETE') {
      const existed = connector.messages.delete(rest.split('/').at(-1) ?? '');
      return existed ? answer(200, {}) : answer(404, { error: { code: 'ActivityNotFoundInConversation' } });
    }
    if (request.method === 'PUT') {
      const id = rest.split('/').at(-1) ?? '';
      const known = connector.messages.get(id);
      if (known === undefined) return answer(404, { error: { code: 'ActivityNotFoundInConversation' } });
      connector.messages.set(id, { ...known, activity: JSON.parse(bytes.toString()) });
      return answer(200, { id });
    }
    return say(account, bytes.toString(), request, response, answer);
  }

  address.serve((request, response) => void handle(request, response), null);
  return connector;
}

type Answer = (status: number, content: object) => void;
