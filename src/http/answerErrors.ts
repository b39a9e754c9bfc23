import type { ErrorRequestHandler, RequestHandler } from 'express';
import { CodedError, codeOf, type ErrorCode } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { noteRefusal } from '../core/util/refusal.ts';

/** HTTP status of each code that a request can cause; anything else is an internal error. */
const statuses: Partial<Record<ErrorCode, number>> = {
  'input.invalid': 400,
  'input.too-large': 413,
  'input.slow': 408,
  'auth.missing': 401,
  'auth.refused': 403,
  'origin.refused': 403,
  'conversation.unknown': 404,
  'route.unknown': 404,
  'case.unknown': 404,
  'content.unknown': 404,
  'content.moved': 409,
  'content.blocked': 409,
  'content.conflict': 409,
  'content.files': 409,
  'spelling.failed': 503,
  'translation.failed': 503,
  'case.taken': 409,
  'case.moved': 409,
  'case.closed': 409,
  'case.step': 409,
  'case.other-person': 409,
  'case.held': 409,
  'case.restricted': 403,
  'rights.unknown': 404,
  'rights.no-person': 404,
  'rights.closed': 409,
  'rights.step': 409,
  'announcement.unknown': 404,
  'subscription.gone': 404,
  'announcement.step': 409,
  'monthly-report.unknown': 404,
  'monthly-report.comment': 400,
  'account.unknown': 404,
  'account.step': 409,
  'account.own-request': 409,
  'auth.same-person': 409,
  'config.invalid': 400,
  // The account of the case does not send now: nothing was done.
  'account.off': 409,
  'service.unknown': 404,
  'jurisdiction.unknown': 404,
  'report.refused': 400,
  'rate.limited': 429,
  'store.busy': 503,
  'key.missing': 503,
  'store.full': 507,
  'files.full': 507,
  'store.unreachable': 503,
  'store.unusable': 503,
  'store.forbidden': 503,
  'store.lost': 503,
  'store.missing': 503,
  'turn.contended': 503,
};

/** Answers requests for unknown paths. */
export const unknownRoute: RequestHandler = (_request, _response, next) => {
  next(new CodedError('route.unknown', 'Nothing is served at this address. Check it against docs/http.md.'));
};

/** Turns every error into a short JSON response with a stable code; details of internal errors go to the log only. */
export function answerErrors(log: Log): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    // A client that disconnected reads no response. It can do that at any time, so it is not our fault.
    if (request.socket.destroyed) return void response.destroy();
    const status = httpStatusOf(error);
    const code = error instanceof CodedError ? error.code : status < 500 ? 'input.invalid' : 'handler.failed';
    if (status >= 500) log.error({ code: codeOf(error), error, method: request.method }, 'a request failed');
    const message =
      error instanceof CodedError && status < 500
        ? error.message
        : status < 500
          ? 'The request could not be read. Send valid JSON or form data within the size limit.'
          : 'Something failed on our side. Try again in a moment.';
    noteRefusal(response, status, code);
    response.status(status).json({ error: { code, message } });
  };
}

/** The HTTP status of what went wrong with a request. */
export function httpStatusOf(error: unknown): number {
  if (error instanceof CodedError) return statuses[error.code] ?? 500;
  // Errors of body parsers and of the router carry the status of a bad request.
  const status = (error as { status?: unknown }).status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
