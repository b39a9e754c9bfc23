import type { Clock } from '../../../src/core/ports/clock.ts';
import type { LeaseServer } from '../../../src/store/redis/leaseServer.ts';

export interface LeaseServerTwin extends LeaseServer {
  forget(): void;
  /** Every grant, in order. */
  readonly grants: readonly { readonly name: string; readonly token: number }[];
}

/** Decides like Redis with our scripts, on a clock that tests move. */
export function createLeaseServerTwin(clock: Clock): LeaseServerTwin {
  const records = new Map<string, { token: number; ends: number }>();
  const grants: { name: string; token: number }[] = [];
  return {
    grants,
    forget: () => records.clear(),
    async grant(name, ttl) {
      const now = clock();
      const known = records.get(name);
      if (known === undefined) {
        records.set(name, { token: now, ends: now + ttl });
        return null;
      }
      known.ends = Math.min(known.ends, now + ttl);
      if (known.ends > now) return null;
      const token = Math.max(known.token + 1, now);
      records.set(name, { token, ends: now + ttl });
      grants.push({ name, token });
      return token;
    },
    async renew(name, token, ttl) {
      const known = records.get(name);
      if (known?.token !== token || known.ends <= clock()) return false;
      known.ends = clock() + ttl;
      return true;
    },
    async release(name, token) {
      const known = records.get(name);
      if (known?.token === token) known.ends = 0;
    },
  };
}
