import type { CreateLimit, Limit } from '../core/ports/limit.ts';

/** The highest value that settings accept: from here on a limit is off and costs nothing. */
const off = 1_000_000;

const none: Limit = {
  allow: async () => ({ ok: true, retryAfter: 0 }),
  giveBack: async () => {},
};

/** A rate limit: `times` per key in `seconds`. */
export function countLimit(limit: CreateLimit, name: string, times: number, seconds: number): Limit {
  return times >= off ? none : limit(name, times, seconds);
}
