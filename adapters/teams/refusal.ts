import type { Response } from 'express';
import { CodedError, codeOf, type ErrorCode } from '../../src/core/model/errors.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { createCountedLog } from '../../src/core/util/countedLog.ts';
import { noteRefusal } from '../../src/core/util/refusal.ts';
import { unheldTimer } from '../../src/core/util/sleep.ts';

/** HTTP status of each error that a sender may see; the last ones invite a retry. */
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

type Refuse = (response: Response, error: unknown) => void;

/**
 * Creates the function that answers with an error; unexpected errors reveal nothing of their cause. Anybody can send
 * invalid tokens at any rate, so the log only counts them.
 */
export function createRefuse(log: Log): Refuse {
  const unknownSenders = createCountedLog<ErrorCode>({
    write: (times, code) => log.warn({ code, times }, 'activities with invalid tokens refused'),
    timer: unheldTimer,
  });
  return (response, error) => {
    const status = error instanceof CodedError ? (statuses[error.code] ?? 500) : bodyStatus(error);
    const code = error instanceof CodedError ? error.code : status < 500 ? 'input.invalid' : 'handler.failed';
    if (status >= 500) log.error({ code: codeOf(error), error }, 'activity failed');
    if (status === 401 || status === 403) unknownSenders(code);
    const message = error instanceof CodedError && status < 500 ? error.message : plainly(status);
    noteRefusal(response, status, code);
    if (status === 503) response.set('Retry-After', '1');
    answerJson(response, status, { error: { code, message } });
  };
}

/** Answers with JSON that must not be cached. */
export function answerJson(response: Response, status: number, body: unknown): void {
  response.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  if (body === undefined) response.status(status).end();
  else response.status(status).json(body);
}

/** Errors of the body parser carry an HTTP status. */
function bodyStatus(error: unknown): number {
  const { status } = (error ?? {}) as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function plainly(status: number): string {
  if (status < 500) return 'The request could not be read. Send one activity as JSON, at most 1 MB.';
  return 'Something failed on our side. Send the activity again in a moment: duplicates are ignored.';
}
