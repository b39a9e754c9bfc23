/** How often something may happen. */
export interface Limit {
  /** Counts one. `retryAfter`: whole seconds until the next is welcome, 0 when this one is. */
  allow(key: string): Promise<{ readonly ok: boolean; readonly retryAfter: number }>;
}

/** How many bytes there may be. */
export interface ByteLimit {
  /** Counts so many. */
  allow(key: string, bytes: number): Promise<{ readonly ok: boolean }>;
  /** Takes back what was counted and came to nothing. */
  giveBack(key: string, bytes: number): Promise<void>;
}
