import { codeOf } from '../model/errors.ts';
import type { Timer } from '../ports/clock.ts';
import type { Lease, Leases } from '../ports/lease.ts';
import type { Log } from '../ports/log.ts';

/** Milliseconds between attempts to acquire a lease that another process holds. */
const retryIntervalMs = 1_000;

/**
 * Runs one task in exactly one process: the one that holds the lease. `work` resolves soon after `end` is aborted (the
 * lease was lost, or `stop` was called); if it ends earlier, it is restarted, here or in another process.
 */
export function startSingle(deps: {
  leases: Leases;
  name: string;
  work: (lease: Lease, end: AbortSignal) => Promise<void>;
  timer: Timer;
  log: Log;
}): { stop(): Promise<void> } {
  const { leases, name, log } = deps;
  const stopping = new AbortController();
  let cancelTimer = () => {};

  const turn = async (): Promise<void> => {
    const lease = await leases.acquire(name);
    if (lease === null) return;
    try {
      log.info({ lease: name, token: lease.token }, 'lease acquired');
      if (!stopping.signal.aborted) await deps.work(lease, AbortSignal.any([lease.lost, stopping.signal]));
    } catch (error) {
      log.error({ lease: name, code: codeOf(error), error }, 'work under a lease failed; it will be restarted');
    } finally {
      await lease.release();
    }
  };

  const look = async (): Promise<void> => {
    await turn();
    if (!stopping.signal.aborted) cancelTimer = deps.timer(retryIntervalMs, next);
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
