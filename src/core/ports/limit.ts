/** A rate limit. */
export interface Limit {
  /** Counts one or several events. `retryAfter`: whole seconds until the next is allowed, 0 when this one is. */
  allow(key: string, count?: number): Promise<{ readonly ok: boolean; readonly retryAfter: number }>;
  /** Takes back events that turned out not to count. */
  giveBack(key: string, count?: number): Promise<void>;
}

/** Creates a limit of `points` per key in `seconds`; limits with different names count separately. */
export type CreateLimit = (name: string, points: number, seconds: number) => Limit;
