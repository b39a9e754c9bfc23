import type { ServerResponse } from 'node:http';
import { CodedError, type ErrorCode } from '../../../src/core/model/errors.ts';
import type { Log } from '../../../src/core/ports/log.ts';
import { noteRefusal } from '../../../src/core/util/refusal.ts';

/** A request that is answered with an error. */
export class Refusal extends CodedError {
  /** HTTP status. */
  readonly status: number;
  /** Seconds after which to try again, null where that would not help. */
  readonly retryAfter: number | null;

  constructor(status: number, code: ErrorCode, message: string, options?: { retryAfter?: number; cause?: unknown }) {
    super(code, message, options);
    this.status = status;
    this.retryAfter = options?.retryAfter ?? null;
  }
}

/** Failures of the inside that a client may be told of, with their HTTP status: it is asked to repeat. */
const passing: Partial<Record<ErrorCode, number>> = {
  'store.busy': 503,
  'key.missing': 503,
  'store.full': 507,
  'rate.limited': 429,
  'store.unreachable': 503,
  'store.unusable': 503,
  'store.forbidden': 503,
  'store.lost': 503,
  'store.missing': 503,
  'turn.contended': 503,
  'platform.unreachable': 503,
};

/** What a client is told whatever the store lacks: where its files lie is nobody's business. */
const notKept =
  'The message was not kept, because nothing can be stored at this moment. Send it again with the same clientActivityID.';

/** Any error as the refusal that a client may see; what is not ours to explain says nothing of its inside. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const status = error instanceof CodedError ? passing[error.code] : undefined;
  if (error instanceof CodedError && status !== undefined) {
    const message = error.code.startsWith('store.') ? notKept : error.message;
    return new Refusal(status, error.code, message, { retryAfter: 1, cause: error });
  }
  const again =
    'Something failed on our side. Send the request again with the same clientActivityID: nothing is taken twice.';
  return new Refusal(500, 'handler.failed', again, { cause: error });
}

/** Answers in Direct Line's error shape, `{error: {code, message}}`; failures of ours are logged. */
export function refuse(response: ServerResponse, error: unknown, log: Log): void {
  const refusal = asRefusal(error);
  if (refusal.status >= 500) log.error({ code: refusal.code, error: refusal.cause }, 'a Direct Line request failed');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // A body that is too slow need not be heard to its end.
  if (refusal.status === 408) response.setHeader('Connection', 'close');
  noteRefusal(response, refusal.status, refusal.code);
  if (refusal.retryAfter !== null) response.setHeader('Retry-After', String(refusal.retryAfter));
  sendJson(response, refusal.status, { error: { code: refusal.code, message: refusal.message } });
}

/** Answers with JSON. Nothing here may be kept by a cache. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}
