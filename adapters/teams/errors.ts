import {
  AccountOff,
  type CodedError,
  noLineCodes,
  PlatformRefused,
  PlatformUnreachable,
} from '../../src/core/model/errors.ts';

/** Statuses that allow a retry: Microsoft names 412, 429, 502 and 504. */
const passing = new Set([408, 409, 412, 425, 429]);

/** Teams refused a request for good. */
export class TeamsRefused extends PlatformRefused {
  /** HTTP status. */
  readonly status: number;

  constructor(message: string, status: number) {
    super(message, { retryAt: null });
    this.status = status;
  }
}

/** Maps an HTTP error of the platform. The response's error code is kept but not its text, which may quote people. */
export async function errorOf(response: Response, now: number): Promise<CodedError> {
  const { status } = response;
  const code = codeIn(await response.text().catch(() => ''));
  if (status === 401) return new AccountOff();
  const retryAt = status === 429 ? retryTime(response.headers.get('retry-after'), now) : null;
  const what = `HTTP ${status}${code === null ? '' : `, ${code}`}`;
  if (retryAt !== null) {
    return new PlatformRefused(`Teams accepts no more messages for now (${what}). The message will be retried.`, {
      retryAt,
    });
  }
  if (status < 400 || status >= 500 || passing.has(status)) {
    return new PlatformUnreachable(`Teams could not accept the message (${what}). It will be retried.`);
  }
  return new TeamsRefused(`Teams refused the message for good (${what}). ${adviceFor(status)}`, status);
}

/** Maps a failure without an HTTP answer. The original error is dropped: its message may hold URLs with tokens. */
export function unreachable(error: unknown): CodedError {
  const name = error instanceof Error ? error.name : 'error';
  const cause = (error as { cause?: { code?: unknown } } | null)?.cause?.code;
  const detail = typeof cause === 'string' ? cause : name;
  return new PlatformUnreachable(`Teams could not be reached (${detail}). The message will be retried.`, {
    isUnsent: noLineCodes.includes(detail),
  });
}

function adviceFor(status: number): string {
  if (status === 403) return 'The person has blocked or removed the app, or the bot is not in the team any more.';
  if (status === 404) return 'The chat, team or channel is gone.';
  if (status === 413) return 'It is too large: send less at once.';
  return 'Look up the code in the documentation of Microsoft, or answer on another channel.';
}

/** The error code of a body, if it looks like a code and not like a sentence. */
function codeIn(body: string): string | null {
  try {
    const code = (JSON.parse(body) as { error?: { code?: unknown } }).error?.code;
    return typeof code === 'string' && /^[A-Za-z0-9_]{1,60}$/.test(code) ? code : null;
  } catch {
    return null;
  }
}

/** Parses Retry-After, in seconds or as a date, to milliseconds since 1970; null when there is none. */
function retryTime(header: string | null, now: number): number | null {
  if (header === null) return null;
  const at = /^\d+(\.\d+)?$/.test(header) ? now + Number(header) * 1_000 : Date.parse(header);
  return Number.isFinite(at) ? Math.max(at, now + 1_000) : null;
}
