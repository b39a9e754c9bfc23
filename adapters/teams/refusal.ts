import type { Response } from 'express';
import { CodedError, codeOf, type ErrorCode } from '../../src/core/model/errors.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { createCountedLog } from '../../src/core/util/countedLog.ts';
import { noteRefusal } from '../../src/core/util/refusal.ts';

/** HTTP status of each failure that a sender may be told of; with the last ones it may repeat. */
const statuses: Partial<Record<ErrorCode, number>> = {
  'input.invalid': 400,
  'input.too-large': 413,
  'auth.missing': 401,
  'auth.refused': 403,
  'route.unknown': 404,
  'conversation.unknown': 404,
  'account.off': 503,
  'store.busy': 503,
  'store.full': 507,
  'turn.contended': 503,
  'platform.unreachable': 503,
};

export type Refuse = (response: Response, error: unknown) => void;

/**
 * Makes what answers with an error; what is not ours to explain says nothing of its inside. Anybody can send a token that
 * is not good, as often as they like: the log gets their number, and nothing of theirs.
 */
export function createRefuse(log: Log): Refuse {
  const unknownSenders = createCountedLog<ErrorCode>({
    write: (times, code) => log.warn({ code, times }, 'activities with tokens that are not good were refused'),
    timer: (milliseconds, callback) => {
      const handle = setTimeout(callback, milliseconds).unref();
      return () => clearTimeout(handle);
    },
  });
  return (response, error) => {
    const status = error instanceof CodedError ? (statuses[error.code] ?? 500) : bodyStatus(error);
    const code = error instanceof CodedError ? error.code : status < 500 ? 'input.invalid' : 'handler.failed';
    if (status >= 500) log.error({ code: codeOf(error), error }, 'an activity could not be taken');
    if (status === 401 || status === 403) unknownSenders(code);
    const message = error instanceof CodedError && status < 500 ? error.message : plainly(status);
    noteRefusal(response, status, code);
    if (status === 503) response.set('Retry-After', '1');
    answer(response, status, { error: { code, message } });
  };
}

/** Answers with JSON that nobody keeps. */
export function answer(response: Response, status: number, body: unknown): void {
  response.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  if (body === undefined) response.status(status).end();
  else response.status(status).json(body);
}

/** Errors of the body parser carry the status of a bad request. */
function bodyStatus(error: unknown): number {
  const { status } = (error ?? {}) as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function plainly(status: number): string {
  if (status < 500) return 'The request could not be read. Send one activity as JSON, at most 1 MB.';
  return 'Something failed on our side. Send the activity again in a moment: nothing is taken twice.';
}
