/** The right to do what only one process may do at a time, as long as it is held. */
export interface Lease {
  readonly name: string;
  /**
   * Fencing token: greater than that of every earlier holder of this name, below 2^53. Where two writers would do harm,
   * the writer sends it along and the store refuses any that is smaller than one it has seen.
   */
  readonly token: number;
  /**
   * Whether this process may still act. It turns false before anybody else can be granted the name; ask before each
   * step, because a process that was suspended learns of its loss only when it looks.
   */
  held(): boolean;
  /** Aborted when the lease is lost; never by `release`. */
  readonly lost: AbortSignal;
  /** Gives it back, so that another process can take it at once. Saying it again changes nothing. Never rejects. */
  release(): Promise<void>;
}

/** Gives out leases, each name to one holder at a time, in all processes together. Renewed by itself while held. */
export interface Leases {
  /** Null when it is held, by another process or by this one, or when nobody can tell now. Never rejects. */
  acquire(name: string): Promise<Lease | null>;
}
