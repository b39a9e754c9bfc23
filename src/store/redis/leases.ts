import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Lease, Leases } from '../../core/ports/lease.ts';
import type { Log } from '../../core/ports/log.ts';
import type { LeaseServer } from './leaseServer.ts';

/** Durations of leases, in milliseconds. */
export interface LeaseTimes {
  /** Length of a grant, and of a renewal. */
  readonly ttl: number;
  /** Interval of renewals. */
  readonly renewIntervalMs: number;
  /**
   * How much earlier the holder counts it as lost than the server: a margin for different clock speeds, and for
   * stopping work in progress.
   */
  readonly margin: number;
}

/** A process that dies is replaced within 6 seconds; one that is cut off stops a second before another may start. */
export const leaseTimes: LeaseTimes = { ttl: 5_000, renewIntervalMs: 1_000, margin: 1_000 };

interface HeldLeases extends Leases {
  /** Releases all leases that this process still holds. */
  releaseAll(): Promise<void>;
}

/**
 * Leases granted by a server. The holder counts from its request, never from the answer, so that its lease ends before
 * the server's. `clock` never goes back, and never runs slower than real time.
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
      log.warn({ lease: name, token, why }, 'lease lost; stopping the work that it protects');
      lost.abort();
    };
    const watchEnd = (): void => {
      cancelEnd();
      if (clock() >= ends) lose('expired');
      else cancelEnd = timer(ends - clock(), watchEnd);
    };
    const renew = async (): Promise<void> => {
      const askedAt = clock();
      // No answer: the renewal may succeed next time, and if not, the lease expires.
      const renewed = await server.renew(name, token, times.ttl).catch(() => null);
      if (over) return;
      if (renewed === false) return lose('refused');
      if (renewed && clock() < ends) ends = askedAt + goodFor;
      watchEnd();
      if (!over) cancelRenewal = timer(renewed ? times.renewIntervalMs : times.renewIntervalMs / 4, renew);
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
    cancelRenewal = timer(times.renewIntervalMs, renew);
    return lease;
  };

  return {
    async acquire(name) {
      const asked = clock();
      const token = await server.grant(name, times.ttl).catch(() => null);
      if (token === null) return null;
      if (clock() - asked < goodFor) return hold(name, token, asked);
      // The answer took so long that nothing is left of the lease.
      await server.release(name, token).catch(() => {});
      return null;
    },
    async releaseAll() {
      await Promise.all([...open].map((lease) => lease.release()));
    },
  };
}
