/** Stable codes of every error that the project throws on purpose; `docs/errors.md` lists them all. */
export const errorCodes = [
  'config.invalid',
  'port.unusable',
  'content.invalid',
  'content.missing',
  'content.unknown',
  'content.moved',
  'content.blocked',
  'content.conflict',
  'content.files',
  'index.failed',
  'spelling.failed',
  'translation.failed',
  'meaning.model',
  'input.invalid',
  'input.too-large',
  'input.slow',
  'auth.missing',
  'auth.refused',
  'origin.refused',
  'conversation.unknown',
  'route.unknown',
  'service.unknown',
  'jurisdiction.unknown',
  'report.refused',
  'rate.limited',
  'store.newer',
  'store.older',
  'store.unreachable',
  'store.login',
  'store.forbidden',
  'store.unusable',
  'store.full',
  'files.full',
  'store.busy',
  'store.lost',
  'store.mismatch',
  'store.missing',
  'backup.invalid',
  'key.unusable',
  'key.missing',
  'key.rotation',
  'account.invalid',
  'account.unknown',
  'account.step',
  'account.own-request',
  'auth.same-person',
  'account.secret',
  'account.off',
  'service.unreachable',
  'platform.refused',
  'platform.unreachable',
  'announcement.unknown',
  'announcement.step',
  'monthly-report.unknown',
  'monthly-report.comment',
  'subscription.gone',
  'case.unknown',
  'case.taken',
  'case.moved',
  'case.closed',
  'case.step',
  'case.other-person',
  'case.held',
  'case.restricted',
  'rights.unknown',
  'rights.no-person',
  'rights.closed',
  'rights.step',
  'log.invalid',
  'log.unusable',
  'turn.contended',
  'handler.failed',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error whose message says what to do next and contains no secret and no personal text. */
export class CodedError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'CodedError';
    this.code = code;
  }
}

/** The platform understood the request and refused it: permanent unless it says when to retry. */
export class PlatformRefused extends CodedError {
  readonly retryAt: number | null;

  constructor(message: string, options: { retryAt: number | null; cause?: unknown }) {
    super('platform.refused', message, options);
    this.retryAt = options.retryAt;
  }
}

/** Codes of network errors after which the other side surely got nothing. */
export const noLineCodes: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** The network or the platform failed: a later attempt may succeed. */
export class PlatformUnreachable extends CodedError {
  /** Whether the platform surely got nothing of it, because no line was made. */
  readonly isUnsent: boolean;

  constructor(message: string, options?: { cause?: unknown; isUnsent?: boolean }) {
    super('platform.unreachable', message, options);
    this.isUnsent = options?.isUnsent === true;
  }
}

/** Not the message's fault: it waits until the account is on again, and no attempt is counted. */
export class AccountOff extends CodedError {
  constructor() {
    super('account.off', 'The account is off. Turn it on to send the waiting messages.');
  }
}

/** A second account of the person who wrote what a second person must approve. */
export class SamePerson extends CodedError {
  constructor() {
    super(
      'auth.same-person',
      'Your account and the author’s have the same mailbox, so they are one person’s. Somebody else must approve it.',
    );
  }
}

export function codeOf(error: unknown): string {
  return error instanceof CodedError ? error.code : 'handler.failed';
}
