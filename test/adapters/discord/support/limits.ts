import { createHash } from 'node:crypto';
import type { Fault } from '../../../contract/adapter/fixture.ts';

/** What a REST answer is made of. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Limits {
  /** Sets how many requests of a kind, as in `POST /channels/:id/messages`, Discord takes in so many seconds. */
  set(kind: string, limit: number, seconds: number): void;
  /** Counts a request. `refusal`: there were too many. `headers`: what every answer says about the limit. */
  count(kind: string, major: string): { refusal: Answer | null; headers: Readonly<Record<string, string>> };
  /** Forgets what was counted so far. */
  reset(): void;
  /** Refuses everything for so many seconds, as when a bot asks too much of anything. */
  stopAll(seconds: number): void;
  /** Requests that were refused so far. */
  readonly refused: number;
}

/** Rate limits as Discord keeps them: a bucket for each kind of request and each channel, announced with every answer. */
export function createLimits(): Limits {
  const limits = new Map<string, { limit: number; seconds: number }>();
  const buckets = new Map<string, { remaining: number; resetAt: number }>();
  let refused = 0;
  let stoppedUntil = 0;
  return {
    reset: () => buckets.clear(),
    stopAll(seconds) {
      stoppedUntil = Date.now() + seconds * 1_000;
    },
    set: (kind, limit, seconds) => void limits.set(kind, { limit, seconds }),
    count(kind, major) {
      const { limit, seconds } = limits.get(kind) ?? { limit: 10_000, seconds: 1 };
      const key = `${kind}:${major}`;
      const before = buckets.get(key);
      const now = Date.now();
      if (now < stoppedUntil) {
        refused += 1;
        const wait = (stoppedUntil - now) / 1_000;
        const body = { message: 'You are being rate limited.', retry_after: wait, global: true };
        const headers = { 'Retry-After': String(wait), 'X-RateLimit-Global': 'true', 'X-RateLimit-Scope': 'global' };
        return { refusal: { status: 429, body, headers }, headers: {} };
      }
      const bucket = before && before.resetAt > now ? before : { remaining: limit, resetAt: now + seconds * 1_000 };
      buckets.set(key, bucket);
      const after = String((bucket.resetAt - now) / 1_000);
      const headers = (remaining: number) => ({
        'X-RateLimit-Limit': String(limit),
        'X-RateLimit-Remaining': String(remaining),
        'X-RateLimit-Reset': String(bucket.resetAt / 1_000),
        'X-RateLimit-Reset-After': after,
        'X-RateLimit-Bucket': createHash('md5').update(kind).digest('hex'),
      });
      if (bucket.remaining > 0) {
        bucket.remaining -= 1;
        return { refusal: null, headers: headers(bucket.remaining) };
      }
      refused += 1;
      const refusal = {
        status: 429,
        body: { message: 'You are being rate limited.', retry_after: Number(after), global: false },
        headers: { ...headers(0), 'Retry-After': after, 'X-RateLimit-Scope': 'user' },
      };
      return { refusal, headers: headers(0) };
    },
    get refused() {
      return refused;
    },
  };
}

/** Failures that wait for a bot's next message. */
export interface Faults {
  /** Resolves when the fault was met. */
  next(token: string, fault: Fault): Promise<void>;
  take(token: string): Fault | null;
}

export function createFaults(): Faults {
  const waiting: { token: string; fault: Fault; met: () => void }[] = [];
  return {
    next: (token, fault) => new Promise((met) => waiting.push({ token, fault, met })),
    take(token) {
      const index = waiting.findIndex((each) => each.token === token);
      const [found] = index < 0 ? [] : waiting.splice(index, 1);
      found?.met();
      return found?.fault ?? null;
    },
  };
}

/** What Discord answers with a status. */
export function answerOf(status: number, retryAfter: number | null): Answer {
  const [code, message] = words[status] ?? [0, 'Internal Server Error'];
  const body = status === 429 ? { message, retry_after: retryAfter, global: false } : { code, message };
  return { status, body, ...(retryAfter !== null && { headers: { 'Retry-After': String(retryAfter) } }) };
}

const words: Readonly<Record<number, readonly [number, string]>> = {
  400: [50_035, 'Invalid Form Body'],
  401: [0, '401: Unauthorized'],
  403: [50_007, 'Cannot send messages to this user'],
  404: [10_003, 'Unknown Channel'],
  409: [40_006, 'Conflict'],
  413: [40_005, 'Request entity too large'],
  429: [0, 'The resource is being rate limited.'],
};
