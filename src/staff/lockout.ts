import { createHash } from 'node:crypto';

/** Counts things by key, for all processes together: as the coordination's limits do. */
export interface FailureLimit {
  allow(key: string): Promise<{ readonly ok: boolean }>;
  giveBack(key: string): Promise<void>;
}

/** Failures after which a person or an address is turned away, and for how long they count, seconds. */
export const failures = 10;
export const failuresFor = 15 * 60;

/** Turns away who has failed too often. */
export interface Lockout {
  /**
   * Tries something that may fail, unless any of its keys has failed too often: then it is not tried, and the answer is
   * `locked`, be the words right or not.
   */
  attempt<T>(
    keys: readonly string[],
    work: () => Promise<T | 'wrong'>,
    /** Told which of the keys has failed too often. */
    spent: (key: string) => Promise<void>,
  ): Promise<T | 'wrong' | 'locked'>;
}

/** Each attempt counts as a failure before it is made, so that many at once are no way around; a success is taken back. */
export function createLockout(limit: FailureLimit): Lockout {
  return {
    async attempt(names, work, spent) {
      const counted: string[] = [];
      for (const name of names) {
        const key = keyOf(name);
        if (!(await limit.allow(key)).ok) {
          await giveBack(limit, counted);
          await spent(name);
          return 'locked';
        }
        counted.push(key);
      }
      const result = await work();
      if (result !== 'wrong') await giveBack(limit, counted);
      return result;
    },
  };
}

async function giveBack(limit: FailureLimit, keys: readonly string[]): Promise<void> {
  await Promise.all(keys.map((key) => limit.giveBack(key)));
}

/** No e-mail and no address stands in clear where limits are counted. */
const keyOf = (name: string) => createHash('sha256').update(name).digest('base64url').slice(0, 24);
