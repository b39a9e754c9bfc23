/** The right to do something that only one process may do at a time. */
export interface Lease {
  readonly name: string;
  /**
   * Fencing token: greater than that of every earlier holder of this name, below 2^53. Where two writers would do harm,
   * the writer sends its token and the store refuses any that is smaller than one it has seen.
   */
  readonly token: number;
  /**
   * Whether this process may still act. It turns false before the lease can be granted to anybody else. Check it before
   * each step, because a suspended process learns of its loss only when it checks.
   */
  held(): boolean;
  /** Aborted when the lease is lost; never by `release`. */
  readonly lost: AbortSignal;
  /** Releases the lease, so that another process can take it at once. Idempotent. Never rejects. */
  release(): Promise<void>;
}

/** Grants leases, each name to one holder at a time across all processes. A held lease is renewed automatically. */
export interface Leases {
  /** Null when it is held, by another process or by this one, or when the store cannot say. Never rejects. */
  acquire(name: string): Promise<Lease | null>;
}
