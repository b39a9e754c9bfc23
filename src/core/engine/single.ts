import { codeOf } from '../model/errors.ts';
import type { Timer } from '../ports/clock.ts';
import type { Lease, Leases } from '../ports/lease.ts';
import type { Log } from '../ports/log.ts';

/** Milliseconds between two attempts to take what another process holds. */
const attemptEvery = 1_000;

/**
 * Keeps one piece of work going in exactly one process: whichever holds the lease. `work` resolves soon after `end` is
 * aborted (the lease was lost, or `stop` was called); when it ends before, it is begun anew, here or elsewhere.
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
      log.info({ lease: name, token: lease.token }, 'this process now does what only one may do');
      if (!stopping.signal.aborted) await deps.work(lease, AbortSignal.any([lease.lost, stopping.signal]));
    } catch (error) {
      log.error({ lease: name, code: codeOf(error), error }, 'what only one process does failed; it is begun anew');
    } finally {
      await lease.release();
    }
  };

  const look = async (): Promise<void> => {
    await turn();
    if (!stopping.signal.aborted) cancelTimer = deps.timer(attemptEvery, next);
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
