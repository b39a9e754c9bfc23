import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type ErrorRequestHandler, json, type RequestHandler, Router } from 'express';
import type { Update } from 'telegraf/types';
import { CodedError, codeOf, type ErrorCode } from '../../src/core/model/errors.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { createKeyedLock } from '../../src/core/util/keyedLock.ts';
import { noteRefusal } from '../../src/core/util/refusal.ts';
import { chatOf, updateKinds } from './inbound.ts';
import type { Opened } from './opened.ts';
import type { Take } from './receive.ts';

/** An account whose updates are brought here. */
export interface Webhook {
  readonly opened: Opened;
  /** Updates under way, for whoever closes the account. */
  readonly underWay: Set<Promise<void>>;
  readonly closing: AbortController;
}

const header = 'x-telegram-bot-api-secret-token';

/** Path of an account's webhook. Accounts are unique in their tenant. */
export function webhookPath(tenant: string, account: string): string {
  return `/telegram/${encodeURIComponent(tenant)}/${encodeURIComponent(account)}`;
}

/** What the platform sends along, so that nobody else can bring updates; the same in every process. */
export function secretToken(secret: Uint8Array, path: string): string {
  return createHmac('sha256', secret).update(`webhook\n${path}`).digest('base64url');
}

/** Asks the platform to bring updates to us. */
export async function setWebhook({ api }: Opened, url: string, secret: string, signal: AbortSignal): Promise<void> {
  await api.call('setWebhook', { url, secret_token: secret, allowed_updates: updateKinds }, signal);
}

/** The route to which the platform brings updates; each is answered once it is durable. */
export function createWebhookRouter(deps: {
  find: (path: string) => Webhook | null;
  take: Take;
  secret: Uint8Array;
  log: Log;
}): Router {
  // The platform keeps the order of a chat; a redelivery beside its original must wait all the same.
  const lock = createKeyedLock();

  const check: RequestHandler = (request, _response, next) => {
    if (deps.find(request.path) === null) throw new CodedError('route.unknown', 'No such account is open here.');
    if (!same(request.get(header) ?? '', secretToken(deps.secret, request.path)))
      throw new CodedError('auth.refused', 'The secret token is not the one that was set with this webhook.');
    next();
  };

  const receive: RequestHandler = async (request, response) => {
    const webhook = deps.find(request.path);
    const update: unknown = request.body;
    if (webhook === null) throw new CodedError('store.busy', 'The account is being closed. Bring the update again.');
    if (!isUpdate(update)) throw new CodedError('input.invalid', 'The body is no update of the Bot API.');
    const { opened, underWay, closing } = webhook;
    const work = lock.run(`${request.path}\n${chatOf(update)}`, () => deps.take(opened, [update], closing.signal));
    const done = work.then(noop, noop);
    underWay.add(done);
    try {
      await work;
    } finally {
      underWay.delete(done);
    }
    response.status(200).end();
  };

  const answerErrors: ErrorRequestHandler = (error, request, response, next) => {
    if (!request.path.startsWith('/telegram/') || response.headersSent) return next(error);
    const code = codeOf(error);
    const status = statuses[code as ErrorCode] ?? (error as { status?: number }).status ?? 503;
    if (status >= 500) deps.log.error({ code, error }, 'an update that Telegram brought could not be taken');
    const message = error instanceof CodedError ? error.message : 'The update was not taken. Bring it again.';
    noteRefusal(response, status, code as ErrorCode);
    response.status(status).json({ error: { code, message } });
  };

  const router = Router({ caseSensitive: true });
  router.post('/telegram/:tenant/:account', check, json({ limit: '1mb' }), receive);
  router.use(answerErrors);
  return router;
}

const statuses: Partial<Record<ErrorCode, number>> = {
  'route.unknown': 404,
  'auth.refused': 401,
  'input.invalid': 400,
};

const noop = () => {};

function isUpdate(body: unknown): body is Update {
  return typeof (body as { update_id?: unknown } | null)?.update_id === 'number';
}

/** Compares in constant time, of whatever lengths. */
function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
