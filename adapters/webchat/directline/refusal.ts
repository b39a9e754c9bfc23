import type { ServerResponse } from 'node:http';
import { CodedError, type ErrorCode } from '../../../src/core/model/errors.ts';
import type { Log } from '../../../src/core/ports/log.ts';
import { noteRefusal } from '../../../src/core/util/refusal.ts';

/** A request that is answered with an error. */
export class Refusal extends CodedError {
  /** HTTP status. */
  readonly status: number;
  /** Seconds to wait before a retry, null where that would not help. */
  readonly retryAfter: number | null;

  constructor(status: number, code: ErrorCode, message: string, options?: { retryAfter?: number; cause?: unknown }) {
    super(code, message, options);
    this.status = status;
    this.retryAfter = options?.retryAfter ?? null;
  }
}

/** Internal errors that a client may see, with their HTTP status: it may retry. */
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

/** One text for any storage problem: clients need not know where files are stored. */
const notKept =
  'The message was not stored, because storage is unavailable. Send it again with the same clientActivityID.';

/** Converts any error to a refusal that a client may see; unexpected errors reveal nothing of their cause. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const status = error instanceof CodedError ? passing[error.code] : undefined;
  if (error instanceof CodedError && status !== undefined) {
    const message = error.code.startsWith('store.') ? notKept : error.message;
    return new Refusal(status, error.code, message, { retryAfter: 1, cause: error });
  }
  const again =
    'Something failed on our side. Send the request again with the same clientActivityID: duplicates are ignored.';
  return new Refusal(500, 'handler.failed', again, { cause: error });
}

/** Answers in Direct Line's error shape, `{error: {code, message}}`, and logs internal errors. */
export function refuse(response: ServerResponse, error: unknown, log: Log): void {
  const refusal = asRefusal(error);
  if (refusal.status >= 500) log.error({ code: refusal.code, error: refusal.cause }, 'a Direct Line request failed');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // A body that is too slow need not be read to its end.
  if (refusal.status === 408) response.setHeader('Connection', 'close');
  noteRefusal(response, refusal.status, refusal.code);
  if (refusal.retryAfter !== null) response.setHeader('Retry-After', String(refusal.retryAfter));
  sendJson(response, refusal.status, { error: { code: refusal.code, message: refusal.message } });
}

/** Answers with JSON that must not be cached. */
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
