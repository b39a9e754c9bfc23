import {
  AccountOff,
  type CodedError,
  noLineCodes,
  PlatformRefused,
  PlatformUnreachable,
} from '../../src/core/model/errors.ts';

/**
 * A failed call to the Bot API, without what the library's errors contain: the token in the URL, and people's texts in
 * the payload.
 */
export class CallFailure extends Error {
  /** HTTP status; null when Telegram did not answer. */
  readonly status: number | null;
  /** Seconds to wait, from a 429. */
  readonly retryAfter: number | null;
  /** The chat's new id, once a group has become a supergroup. */
  readonly migratedTo: number | null;
  /** The network error's code; null when there was none. */
  readonly network: string | null;
  readonly #description: string;

  constructor(fields: {
    status: number | null;
    description: string;
    retryAfter: number | null;
    migratedTo: number | null;
    /** The network error's code, as in `ECONNREFUSED`. */
    network: string | null;
  }) {
    const cause = fields.network === null ? '' : ` (${fields.network})`;
    super(fields.status === null ? `the Bot API did not answer${cause}` : `the Bot API answered ${fields.status}`);
    this.name = 'CallFailure';
    this.status = fields.status;
    this.retryAfter = fields.retryAfter;
    this.migratedTo = fields.migratedTo;
    this.network = fields.network;
    this.#description = fields.description;
  }

  /** Tests the platform's description. It may quote people, so it is only matched here and never logged. */
  says(pattern: RegExp): boolean {
    return pattern.test(this.#description);
  }
}

/** Converts an error of the library to a failure that is safe to pass on. */
export function asCallFailure(error: unknown): CallFailure {
  if (error instanceof CallFailure) return error;
  const { response: answer, code } = (error ?? {}) as { response?: Answer; code?: unknown };
  const number = (value: unknown) => (typeof value === 'number' ? value : null);
  return new CallFailure({
    status: number(answer?.error_code),
    network: typeof code === 'string' && /^[A-Z_]+$/.test(code) ? code : null,
    description: typeof answer?.description === 'string' ? answer.description : '',
    retryAfter: number(answer?.parameters?.retry_after),
    migratedTo: number(answer?.parameters?.migrate_to_chat_id),
  });
}

interface Answer {
  readonly error_code?: unknown;
  readonly description?: unknown;
  readonly parameters?: { readonly retry_after?: unknown; readonly migrate_to_chat_id?: unknown };
}

/** Maps a failed call to an error for the dispatcher. */
export function asSendingError(failure: CallFailure, now: number): CodedError {
  const { status } = failure;
  if (status === 401) return new AccountOff();
  if (status === 429) {
    const retryAt = now + (failure.retryAfter ?? 1) * 1_000;
    return new PlatformRefused('Telegram accepts no more messages for now. This one will be sent later.', { retryAt });
  }
  if (status === null || status === 409 || status >= 500) return unreachable(failure);
  return new PlatformRefused(`Telegram refused a message for good: ${reasonOf(failure)}.`, {
    retryAt: null,
    cause: failure,
  });
}

/** Maps a failed call while an account is identified or opened. */
export function asOpeningError(failure: CallFailure): CodedError {
  const { status } = failure;
  // The Bot API answers 404 to a malformed token.
  if (status === 401 || status === 404) {
    const message = 'Telegram does not know this token. Copy it from @BotFather again, or create a new one there.';
    return new PlatformRefused(message, { retryAt: null, cause: failure });
  }
  if (status === 400 && failure.says(/webhook/i)) {
    const message =
      'Telegram refused the webhook address. Set PUBLIC_URL to an https address that the Internet reaches on port ' +
      '443, 80, 88 or 8443, or choose "receive: polling".';
    return new PlatformRefused(message, { retryAt: null, cause: failure });
  }
  if (status === null || status === 409 || status === 429 || status >= 500) return unreachable(failure);
  const message = `Telegram refused to open the account: ${reasonOf(failure)}. Look at the bot in @BotFather.`;
  return new PlatformRefused(message, { retryAt: null, cause: failure });
}

function unreachable(failure: CallFailure): PlatformUnreachable {
  return new PlatformUnreachable('Telegram does not answer. Nothing is lost: the call will be retried.', {
    cause: failure,
    isUnsent: failure.network !== null && noLineCodes.includes(failure.network),
  });
}

/** A description of the known reasons. */
function reasonOf(failure: CallFailure): string {
  const known: readonly (readonly [RegExp, string])[] = [
    [/blocked by the user/i, 'the person has blocked the bot'],
    [/user is deactivated/i, 'the person has left Telegram'],
    [/kicked|not a member/i, 'the bot was removed from the group'],
    [/chat not found/i, 'there is no such chat'],
    [/thread not found|TOPIC_(CLOSED|DELETED)/i, 'the topic is closed'],
    [/not enough rights|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED/i, 'the bot may not write there'],
    [/too long|too large|too big/i, 'it is too large'],
  ];
  const reason = known.find(([pattern]) => failure.says(pattern))?.[1];
  return reason ?? (failure.status === 413 ? 'it is too large' : `status ${failure.status}`);
}
