import type { Clock } from '../../core/ports/clock.ts';
import type { Lease, Leases } from '../../core/ports/lease.ts';

/**
 * Leases of a single process: granted if the name is free, and never lost. Tokens follow the clock, so that they keep
 * growing across restarts, and across a change to Redis and back.
 */
export function createLocalLeases(clock: Clock): Leases {
  const held = new Set<string>();
  const tokens = new Map<string, number>();
  const never = new AbortController().signal;

  return {
    async acquire(name) {
      if (held.has(name)) return null;
      held.add(name);
      const token = Math.max(clock(), (tokens.get(name) ?? 0) + 1);
      tokens.set(name, token);
      let released = false;
      const lease: Lease = {
        name,
        token,
        held: () => !released,
        lost: never,
        async release() {
          if (released) return;
          released = true;
          held.delete(name);
        },
      };
      return lease;
    },
  };
}
