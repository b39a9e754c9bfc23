import { DiscordAPIError, HTTPError, type RateLimitData, RateLimitError } from 'discord.js';
import { CodedError, noLineCodes, PlatformRefused, PlatformUnreachable } from '../../src/core/model/errors.ts';

export const tokenRefused =
  'Discord does not accept the token. Put a new one of the same bot into the secrets of the account.';

/** Discord refused a request. */
export class DiscordRefused extends PlatformRefused {
  /** HTTP status. */
  readonly status: number;
  /** Discord's own error code, as in `RESTJSONErrorCodes`. */
  readonly reason: number | null;

  constructor(message: string, answer: { status: number; reason: number | null; retryAt: number | null }) {
    super(message, { retryAt: answer.retryAt });
    this.status = answer.status;
    this.reason = answer.reason;
  }
}

/**
 * Maps an error of the library to one of ours. The library's errors hold the request with its text and tokens, so
 * nothing of them is kept, not even as a cause.
 */
export function toOurs(error: unknown, now: number): CodedError {
  if (error instanceof CodedError) return error;
  if (error instanceof RateLimitError) {
    const answer = { status: 429, reason: null, retryAt: now + rateLimitWait(error) };
    return new DiscordRefused(
      'Discord accepts no more requests of this kind for now. The request will be retried later.',
      answer,
    );
  }
  if (error instanceof DiscordAPIError) return refusalOf(error.status, Number(error.code));
  if (error instanceof HTTPError) return new PlatformUnreachable(`Discord answered with ${error.status}.`);
  const kind = kindOf(error);
  return new PlatformUnreachable(`Discord could not be reached (${kind}).`, { isUnsent: noLineCodes.includes(kind) });
}

function refusalOf(status: number, code: number): CodedError {
  const reason = Number.isInteger(code) ? code : null;
  const which = reason === null ? `${status}` : `${status}, code ${reason}`;
  if (status === 401) {
    return new DiscordRefused(tokenRefused, { status, reason, retryAt: null });
  }
  if (status === 408 || status === 409) return new PlatformUnreachable(`Discord answered with ${which}.`);
  const advice = status === 404 ? ' The channel or thread is gone: ask the person to write again.' : '';
  return new DiscordRefused(`Discord refused a request (${which}).${advice}`, { status, reason, retryAt: null });
}

/** How long to wait before the next request of this kind, milliseconds. */
export function rateLimitWait(limit: RateLimitData): number {
  return Math.max(0, limit.timeToReset, limit.retryAfter, limit.sublimitTimeout);
}

/** Name and code of an error, without its message. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code, cause } = error as Error & { code?: unknown };
  if (typeof code === 'string') return code;
  return cause instanceof Error && cause !== error ? kindOf(cause) : error.name;
}
