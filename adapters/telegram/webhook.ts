import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type ErrorRequestHandler, json, type RequestHandler, Router } from 'express';
import type { Update } from 'telegraf/types';
import { CodedError, codeOf, type ErrorCode } from '../../src/core/model/errors.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { createKeyedLock } from '../../src/core/util/keyedLock.ts';
import { noteRefusal } from '../../src/core/util/refusal.ts';
import type { TelegramAccount } from './account.ts';
import { chatOf, updateKinds } from './inbound.ts';
import type { Take } from './receive.ts';

/** An account that receives updates by webhook. */
export interface Webhook {
  readonly opened: TelegramAccount;
  /** Updates in progress, awaited when the account closes. */
  readonly underWay: Set<Promise<void>>;
  readonly closing: AbortController;
}

const header = 'x-telegram-bot-api-secret-token';

/** Path of an account's webhook. Accounts are unique in their tenant. */
export function webhookPath(tenant: string, account: string): string {
  return `/telegram/${encodeURIComponent(tenant)}/${encodeURIComponent(account)}`;
}

/** The token that the platform sends along, so that nobody else can post updates; the same in every process. */
export function secretToken(secret: Uint8Array, path: string): string {
  return createHmac('sha256', secret).update(`webhook\n${path}`).digest('base64url');
}

/** Registers our webhook with the platform. */
export async function setWebhook(
  { api }: TelegramAccount,
  url: string,
  secret: string,
  signal: AbortSignal,
): Promise<void> {
  await api.call('setWebhook', { url, secret_token: secret, allowed_updates: updateKinds }, signal);
}

/** The webhook route; each update is answered once it is durable. */
export function createWebhookRouter(deps: {
  find: (path: string) => Webhook | null;
  take: Take;
  secret: Uint8Array;
  log: Log;
}): Router {
  // The platform keeps the order of a chat, but a redelivery must wait for its original.
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
    if (webhook === null) throw new CodedError('store.busy', 'The account is closing. Send the update again.');
    if (!isUpdate(update)) throw new CodedError('input.invalid', 'The body is not an update of the Bot API.');
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
    if (status >= 500) deps.log.error({ code, error }, 'an update from the Telegram webhook failed');
    const message = error instanceof CodedError ? error.message : 'The update was not accepted. Send it again.';
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

/** Compares in constant time, whatever the lengths. */
function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
