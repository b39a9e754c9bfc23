import type { Coordination } from '../store/coordination.ts';
import type { Limit } from '../store/local/limit.ts';

/** From so many on, the highest that settings take, a limit on how often something happens is none, and costs nothing. */
const off = 1_000_000;

const none: Limit = {
  allow: async () => ({ ok: true, retryAfter: 0 }),
  giveBack: async () => {},
};

/** A limit on how often something happens: `times` a key in `seconds`. */
export function countLimit(limit: Coordination['limit'], name: string, times: number, seconds: number): Limit {
  return times >= off ? none : limit(name, times, seconds);
}
