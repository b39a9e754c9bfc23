import { AccountOff, type CodedError, PlatformRefused, PlatformUnreachable } from '../../src/core/model/errors.ts';

/** Statuses after which the same request may go through: Microsoft names 412, 429, 502 and 504 to be repeated. */
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

/** What an HTTP error of the platform means. The response's own code is kept, its words are not: they may quote. */
export async function errorOf(response: Response, now: number): Promise<CodedError> {
  const { status } = response;
  const code = codeIn(await response.text().catch(() => ''));
  if (status === 401) return new AccountOff();
  const retryAt = status === 429 ? retryTime(response.headers.get('retry-after'), now) : null;
  const what = `HTTP ${status}${code === null ? '' : `, ${code}`}`;
  if (retryAt !== null) {
    return new PlatformRefused(`Teams takes no more messages just now (${what}). It will be tried again.`, { retryAt });
  }
  if (status < 400 || status >= 500 || passing.has(status)) {
    return new PlatformUnreachable(`Teams could not take the message now (${what}). It will be tried again.`);
  }
  return new TeamsRefused(`Teams refused the message for good (${what}). ${adviceFor(status)}`, status);
}

/** A failure before the platform answered. The original stays out: its message may hold addresses with tokens. */
export function unreachable(error: unknown): CodedError {
  const name = error instanceof Error ? error.name : 'error';
  const cause = (error as { cause?: { code?: unknown } } | null)?.cause?.code;
  const detail = typeof cause === 'string' ? cause : name;
  return new PlatformUnreachable(`Teams could not be reached (${detail}). It will be tried again.`);
}

function adviceFor(status: number): string {
  if (status === 403) return 'The person has blocked or removed the app, or the bot is not in the team any more.';
  if (status === 404) return 'The chat, team or channel is gone.';
  if (status === 413) return 'It is too large: send less at once.';
  return 'Look the code up at Microsoft, or answer on another channel.';
}

/** The code of an error body, when it looks like one and not like a sentence. */
function codeIn(body: string): string | null {
  try {
    const code = (JSON.parse(body) as { error?: { code?: unknown } }).error?.code;
    return typeof code === 'string' && /^[A-Za-z0-9_]{1,60}$/.test(code) ? code : null;
  } catch {
    return null;
  }
}

/** Milliseconds since 1970 that a Retry-After header names, in seconds or as a date; null when it names none. */
function retryTime(header: string | null, now: number): number | null {
  if (header === null) return null;
  const at = /^\d+(\.\d+)?$/.test(header) ? now + Number(header) * 1_000 : Date.parse(header);
  return Number.isFinite(at) ? Math.max(at, now + 1_000) : null;
}
