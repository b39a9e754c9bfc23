import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Lease, Leases } from '../../core/ports/lease.ts';
import type { Log } from '../../core/ports/log.ts';
import type { LeaseServer } from './leaseServer.ts';

/** How long leases are, in milliseconds. */
export interface LeaseTimes {
  /** For how long a grant is good, and a renewal. */
  readonly ttl: number;
  /** Between two renewals. */
  readonly renewEvery: number;
  /**
   * How much earlier the holder takes it for lost than the server gives it away: for clocks that run at different
   * speeds, and for ending what is under way.
   */
  readonly margin: number;
}

/** A process that dies is followed within 6 seconds; one that is cut off stops a second before another may start. */
export const leaseTimes: LeaseTimes = { ttl: 5_000, renewEvery: 1_000, margin: 1_000 };

export interface HeldLeases extends Leases {
  /** Gives back all that this process still holds. */
  releaseAll(): Promise<void>;
}

/**
 * Leases that a server grants. The holder counts from when it asked, never from when it was answered, so that its term
 * ends before the server's. `clock` never goes back, and never stands still longer than real time does.
 */
export function createLeases(deps: {
  server: LeaseServer;
  times: LeaseTimes;
  clock: Clock;
  timer: Timer;
  log: Log;
}): HeldLeases {
  const { server, times, clock, timer, log } = deps;
  const goodFor = times.ttl - times.margin;
  const open = new Set<Lease>();

  const hold = (name: string, token: number, asked: number): Lease => {
    let ends = asked + goodFor;
    let over = false;
    const lost = new AbortController();
    let cancelRenewal = () => {};
    let cancelEnd = () => {};

    const end = (): void => {
      over = true;
      cancelRenewal();
      cancelEnd();
      open.delete(lease);
    };
    const lose = (why: 'expired' | 'refused'): void => {
      if (over) return;
      end();
      log.warn({ lease: name, token, why }, 'a lease was lost; what only one process may do stops here');
      lost.abort();
    };
    const watchEnd = (): void => {
      cancelEnd();
      if (clock() >= ends) lose('expired');
      else cancelEnd = timer(ends - clock(), watchEnd);
    };
    const renew = async (): Promise<void> => {
      const askedAt = clock();
      // No answer: it may come through next time, which is sooner, and if not, the term ends by itself.
      const renewed = await server.renew(name, token, times.ttl).catch(() => null);
      if (over) return;
      if (renewed === false) return lose('refused');
      if (renewed && clock() < ends) ends = askedAt + goodFor;
      watchEnd();
      if (!over) cancelRenewal = timer(renewed ? times.renewEvery : times.renewEvery / 4, renew);
    };

    const lease: Lease = {
      name,
      token,
      held: () => !over && clock() < ends,
      lost: lost.signal,
      async release() {
        if (over) return;
        end();
        await server.release(name, token).catch(() => {});
      },
    };
    open.add(lease);
    watchEnd();
    cancelRenewal = timer(times.renewEvery, renew);
    return lease;
  };

  return {
    async acquire(name) {
      const asked = clock();
      const token = await server.grant(name, times.ttl).catch(() => null);
      if (token === null) return null;
      if (clock() - asked < goodFor) return hold(name, token, asked);
      // The answer was so long on its way that nothing is left of the term.
      await server.release(name, token).catch(() => {});
      return null;
    },
    async releaseAll() {
      await Promise.all([...open].map((lease) => lease.release()));
    },
  };
}
