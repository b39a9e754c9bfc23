import type { Timer } from '../outbox/dispatchLoop.ts';
import { codeOf } from '../model/errors.ts';
import type { Log } from './ports.ts';

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

/** Milliseconds between two attempts to take what another process holds. */
const attemptEvery = 1_000;

/**
 * Keeps one piece of work going in exactly one process: whichever holds the lease. `work` resolves soon after `end` is
 * aborted (the lease was lost, or `stop` was called); when it ends before, it is begun anew, here or elsewhere.
 */
export function startSingle(parts: {
  leases: Leases;
  name: string;
  work: (lease: Lease, end: AbortSignal) => Promise<void>;
  timer: Timer;
  log: Log;
}): { stop(): Promise<void> } {
  const { leases, name, log } = parts;
  const stopping = new AbortController();
  let cancelTimer = () => {};

  const turn = async (): Promise<void> => {
    const lease = await leases.acquire(name);
    if (lease === null) return;
    try {
      log.info({ lease: name, token: lease.token }, 'this process now does what only one may do');
      if (!stopping.signal.aborted) await parts.work(lease, AbortSignal.any([lease.lost, stopping.signal]));
    } catch (error) {
      log.error({ lease: name, code: codeOf(error), error }, 'what only one process does failed; it is begun anew');
    } finally {
      await lease.release();
    }
  };

  const look = async (): Promise<void> => {
    await turn();
    if (!stopping.signal.aborted) cancelTimer = parts.timer(attemptEvery, next);
  };
  let running = look();
  function next(): void {
    running = look();
  }

  return {
    async stop() {
      stopping.abort();
      cancelTimer();
      await running;
    },
  };
}
