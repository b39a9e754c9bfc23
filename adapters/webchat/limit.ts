/** How often something may happen. */
export interface Limit {
  /** Counts one. `retryAfter`: whole seconds until the next is welcome, 0 when this one is. */
  allow(key: string): Promise<{ readonly ok: boolean; readonly retryAfter: number }>;
}
