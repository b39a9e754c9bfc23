import { AccountOff, type CodedError, PlatformRefused, PlatformUnreachable } from '../../src/core/model/errors.ts';

/**
 * A call to the Bot API that failed, without what the library's own errors carry: the token in the address, and the
 * words of people in the payload.
 */
export class CallFailure extends Error {
  /** Status that Telegram answered with; null when it did not answer. */
  readonly status: number | null;
  /** Seconds to wait, as a 429 says. */
  readonly retryAfter: number | null;
  /** The chat's new id, once a group has become a supergroup. */
  readonly migratedTo: number | null;
  readonly #description: string;

  constructor(fields: {
    status: number | null;
    description: string;
    retryAfter: number | null;
    migratedTo: number | null;
    /** What the network said, as in `ECONNREFUSED`. */
    network: string | null;
  }) {
    const silence = fields.network === null ? '' : ` (${fields.network})`;
    super(fields.status === null ? `the Bot API did not answer${silence}` : `the Bot API answered ${fields.status}`);
    this.name = 'CallFailure';
    this.status = fields.status;
    this.retryAfter = fields.retryAfter;
    this.migratedTo = fields.migratedTo;
    this.#description = fields.description;
  }

  /** Whether the platform's description matches. It may quote people: it decides here, and no log ever shows it. */
  says(pattern: RegExp): boolean {
    return pattern.test(this.#description);
  }
}

/** Whatever a call of the library threw, as a failure that may be passed on. */
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

/** A failed call as the dispatcher understands it. */
export function asSendingError(failure: CallFailure, now: number): CodedError {
  const { status } = failure;
  if (status === 401) return new AccountOff();
  if (status === 429) {
    const retryAt = now + (failure.retryAfter ?? 1) * 1_000;
    return new PlatformRefused('Telegram takes no more messages for a while. This one is sent later.', { retryAt });
  }
  if (status === null || status === 409 || status >= 500) return unreachable(failure);
  return new PlatformRefused(`Telegram refused a message for good: ${reasonOf(failure)}.`, {
    retryAt: null,
    cause: failure,
  });
}

/** A failed call while an account is identified or opened. */
export function asOpeningError(failure: CallFailure): CodedError {
  const { status } = failure;
  // A token that is not even shaped like one is an unknown address to the Bot API.
  if (status === 401 || status === 404) {
    const message = 'Telegram does not know this token. Copy it from @BotFather again, or have it make a new one.';
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
  return new PlatformUnreachable('Telegram does not answer now. Nothing is lost: it is tried again.', {
    cause: failure,
  });
}

/** Why, where it is for a reason that we know. */
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
