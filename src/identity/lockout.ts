import { createHash } from 'node:crypto';
import type { CreateLimit, Limit } from '../core/ports/limit.ts';
import type { Locked } from './auth.ts';

/** What is known of somebody who tries to sign in. */
export interface Attempter {
  /** The given e-mail address, in lower case; null: none. */
  readonly email: string | null;
  readonly address: string;
  /** The browser, if this person has signed in with it before. */
  readonly device: string | null;
}

/** Seconds for which failures count. */
const failureWindowSeconds = 15 * 60;
/**
 * Failures after which attempts are locked. An attacker elsewhere must not be able to lock a person out by using their
 * name. Therefore the name is counted together with the address, and a browser that the person has used before is
 * counted separately. The name alone counts only against guesses from many addresses, and an address alone, which a
 * whole office may share, only against guesses at many names.
 */
const maxFailures = { pair: 10, device: 10, name: 50, address: 60 } as const;

/** Locks out callers with too many failures. */
export interface Lockout {
  /**
   * Makes an attempt that may fail, unless there were too many failures. In that case it is not made, and the answer
   * says for how long, whether or not the credentials are right.
   */
  attempt<T>(who: Attempter, work: () => Promise<T | 'wrong'>): Promise<T | 'wrong' | Locked>;
}

/**
 * Each attempt is counted as a failure before it is made, so that many at once cannot pass the limit; a success is not
 * counted.
 */
export function createLockout(limit: CreateLimit): Lockout {
  const make = (name: keyof typeof maxFailures) =>
    limit(`staff-failures-${name}`, maxFailures[name], failureWindowSeconds);
  const limits = { pair: make('pair'), device: make('device'), name: make('name'), address: make('address') };

  /** The counters of an attempt, in this order: an exhausted one spares those after it. */
  function countsOf({ email, address, device }: Attempter): readonly (readonly [Limit, string])[] {
    if (email === null) return [[limits.address, address]];
    if (device !== null) return [[limits.device, `${email} ${device}`]];
    return [
      [limits.pair, `${email} ${address}`],
      [limits.address, address],
      [limits.name, email],
    ];
  }

  return {
    async attempt(who, work) {
      const counted: (readonly [Limit, string])[] = [];
      for (const [counter, name] of countsOf(who)) {
        const key = keyOf(name);
        const { ok, retryAfter } = await counter.allow(key);
        if (!ok) {
          await giveBack(counted);
          return { retryAfter };
        }
        counted.push([counter, key]);
      }
      const result = await work();
      if (result !== 'wrong') await giveBack(counted);
      return result;
    },
  };
}

async function giveBack(counted: readonly (readonly [Limit, string])[]): Promise<void> {
  await Promise.all(counted.map(([counter, key]) => counter.giveBack(key)));
}

/** Limits store neither e-mail nor address in clear. */
const keyOf = (name: string) => createHash('sha256').update(name).digest('base64url').slice(0, 24);
