import type { ErrorRequestHandler, Request } from 'express';
import { CodedError, codeOf } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import { noteRefusal } from '../../core/util/refusal.ts';
import { httpStatusOf } from '../answerErrors.ts';
import { type Format, send } from './wire.ts';

export const wrong = (message: string) => new CodedError('input.invalid', message);

/** The format that an address asks for by how it ends. XML where it does not say: clients must be able to read that. */
export function formatOf({ path }: Pick<Request, 'path'>): Format {
  return path.endsWith('.json') ? 'json' : 'xml';
}

/** Seconds to wait where only others are in the way. */
const busySeconds = 5;

/** Answers errors as the specification has it: a list of code (the HTTP status) and description. */
export function answerOpen311Errors(log: Log): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    if (request.socket.destroyed) return void response.destroy();
    const status = httpStatusOf(error);
    if (status >= 500) log.error({ code: codeOf(error), error, method: request.method }, 'an Open311 request failed');
    if (status === 429 && !response.hasHeader('Retry-After')) response.set('Retry-After', String(busySeconds));
    noteRefusal(response, status, error instanceof CodedError ? error.code : 'input.invalid');
    // Nothing on the way keeps an error.
    response.status(status).set('Cache-Control', 'no-store');
    send(response, formatOf(request), 'errors', [{ code: status, description: describe(error, status) }]);
  };
}

function describe(error: unknown, status: number): string {
  if (status >= 500) return 'Something failed on our side. Try again in a moment.';
  if (error instanceof CodedError) return error.message;
  return 'The request could not be read. Send form data in UTF-8 within the size limit.';
}
