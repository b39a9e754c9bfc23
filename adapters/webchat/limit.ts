/** A rate limit. */
export interface Limit {
  /** Counts one event. `retryAfter`: whole seconds until the next is allowed, 0 when this one is. */
  allow(key: string): Promise<{ readonly ok: boolean; readonly retryAfter: number }>;
}

/** A limit of bytes. */
export interface ByteLimit {
  /** Counts so many bytes. */
  allow(key: string, bytes: number): Promise<{ readonly ok: boolean }>;
  /** Takes back bytes that were counted but not stored. */
  giveBack(key: string, bytes: number): Promise<void>;
}
