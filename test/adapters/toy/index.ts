import { createHmac } from 'node:crypto';
import { json, Router } from 'express';
import type { AccountToOpen, ChannelDeps, Platform } from '../../../adapters/adapter.ts';
import { AccountOff, PlatformRefused, PlatformUnreachable } from '../../../src/core/model/errors.ts';
import type { InboundContent } from '../../../src/core/model/message.ts';
import type { Sending } from '../../../src/core/ports/adapter.ts';
import { filesContent, takeFiles } from '../../../src/core/util/takeFile.ts';

const limits = { buttons: 8, buttonLabel: 40, textLength: 999, pace: null };

/** The smallest whole channel: a webhook in, a POST out. */
export const platform: Platform = {
  channel: 'toy',
  capabilities: { ...limits, markup: 'plain', quickExit: false, delivery: 'push' },
  secrets: [{ name: 'token', optional: false }],
  readSettings: (given) => given,
  createChannel(deps) {
    const accounts = new Map<string, AccountToOpen>();
    const router = Router();
    router.post('/toy/:account', json({ limit: '5mb' }), async (request, response) => {
      const here = accounts.get(request.params.account);
      if (!here || request.headers.authorization !== here.secrets.token) return void response.sendStatus(403);
      if (!request.body.group || request.body.addressed) await take(deps, here, request.body);
      response.sendStatus(200);
    });
    return {
      router,
      upgrade: null,
      send: async (sending) => {
        const here = accounts.get(sending.account.id);
        if (here === undefined) throw new AccountOff();
        return { platformId: (await call(deps, here, 'send', await toToy(deps, sending), sending.signal)).id };
      },
      showTyping: null,
      identify: (account) => call(deps, account, 'me', {}),
      async open(account) {
        const identity = await call(deps, account, 'me', {});
        accounts.set(account.account().id, account);
        return { identity, close: async () => void accounts.delete(account.account().id) };
      },
      close: async () => accounts.clear(),
    };
  },
};

/** What the toy platform posts to us. */
interface Update extends Readonly<Record<'id' | 'chat' | 'person' | 'text', string>> {
  readonly group: boolean;
  readonly pressed: string | null;
  readonly edits: string | null;
  readonly file: { readonly name: string; readonly type: string; readonly base64: string } | null;
}

async function take(deps: ChannelDeps, here: AccountToOpen, update: Update): Promise<void> {
  const account = here.account();
  const { id, chat, person, group } = update;
  const platformConversation = group ? `${chat}/${person}` : chat;
  void call(deps, here, 'typing', { chat }).catch(() => {});
  const conversation = deps.conversationId(account.tenant, account.id, platformConversation);
  const inbound = { id, content: await contentOf(deps, conversation, update), localeHint: null };
  const surface = group ? 'public' : 'private';
  await deps.receive({ account, platformConversation, surface, person, address: { chat }, inbound });
}

async function contentOf({ secret, files }: ChannelDeps, of: string, update: Update): Promise<InboundContent> {
  const { text, pressed, edits, file } = update;
  if (pressed !== null) return { kind: 'choice', value: pressed, text };
  if (edits !== null) return { kind: 'edit', of: edits, text };
  if (file === null) return { kind: 'text', text };
  const bytes = Buffer.from(file.base64, 'base64');
  const id = createHmac('sha256', secret).update(update.id).digest('hex');
  const offered = { id, name: file.name, fallback: 'file', what: 'file', size: bytes.length } as const;
  const into = { conversation: of, most: 1_000_000, store: files };
  const taken = await takeFiles([{ ...offered, fetch: async () => bytes }], into);
  return filesContent(taken, text, null);
}

async function toToy({ files }: ChannelDeps, { conversation, address, message, idempotencyKey: key }: Sending) {
  const attached = [];
  for (const { id, name } of message.files) {
    const bytes = await files.open(conversation, id);
    if (bytes) attached.push({ name, base64: Buffer.from(bytes).toString('base64') });
  }
  return { ...(address as object), key, text: message.text, choices: message.choices, attached };
}

async function call(deps: ChannelDeps, here: AccountToOpen, method: string, body: object, signal?: AbortSignal) {
  const headers = { 'content-type': 'application/json', authorization: String(here.secrets.token) };
  const request = { method: 'POST', headers, body: JSON.stringify(body), signal: signal ?? null };
  const answer = await fetch(`${(here.settings as { api: string }).api}/${method}`, request).catch(() => null);
  const status = answer?.status ?? 0;
  if (answer?.ok) return JSON.parse(await answer.text());
  if (status === 0 || status === 409 || status >= 500) throw new PlatformUnreachable(`The toy answered ${status}.`);
  const retryAt = deps.clock() + (Number(answer?.headers.get('retry-after')) || Number.NaN) * 1_000 || null;
  const refused = new PlatformRefused(`The toy refused: ${status}.`, { retryAt });
  if (status !== 401 || method !== 'send') throw refused;
  here.failed(refused);
  throw new AccountOff();
}
