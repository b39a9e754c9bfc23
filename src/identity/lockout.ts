import { createHash } from 'node:crypto';
import type { Locked } from './auth.ts';

/** Counts things by key, for all processes together: as the coordination's limits do. */
export interface FailureLimit {
  allow(key: string): Promise<{ readonly ok: boolean; readonly retryAfter: number }>;
  giveBack(key: string): Promise<void>;
}

/** Makes a limit; limits of different names count apart. */
export type MakeLimit = (name: string, points: number, seconds: number) => FailureLimit;

/** Who tries to come in, as far as is known. */
export interface Attempter {
  /** The e-mail that was given, in lower case; null: none. */
  readonly email: string | null;
  readonly address: string;
  /** The browser, if this person has come in with it before. */
  readonly device: string | null;
}

/** Seconds for which failures count. */
const failuresFor = 15 * 60;
/**
 * Failures after which somebody is turned away. Whoever fails elsewhere in the name of somebody must not shut them out:
 * so the name is counted with the address, and a browser that the person has used before by itself. The name alone counts
 * only against guesses from many addresses, and an address alone, which a whole office may share, only against guesses at
 * many names.
 */
const most = { pair: 10, device: 10, name: 50, address: 60 } as const;

/** Turns away who has failed too often. */
export interface Lockout {
  /**
   * Tries something that may fail, unless who tries has failed too often: then it is not tried, and the answer says for
   * how long, be the words right or not.
   */
  attempt<T>(who: Attempter, work: () => Promise<T | 'wrong'>): Promise<T | 'wrong' | Locked>;
}

/** Each attempt counts as a failure before it is made, so that many at once are no way around; a success is taken back. */
export function createLockout(limit: MakeLimit): Lockout {
  const make = (name: keyof typeof most) => limit(`staff-failures-${name}`, most[name], failuresFor);
  const limits = { pair: make('pair'), device: make('device'), name: make('name'), address: make('address') };

  /** What an attempt counts against, in this order: what is spent first spares the others. */
  function countsOf({ email, address, device }: Attempter): readonly (readonly [FailureLimit, string])[] {
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
      const counted: (readonly [FailureLimit, string])[] = [];
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

async function giveBack(counted: readonly (readonly [FailureLimit, string])[]): Promise<void> {
  await Promise.all(counted.map(([counter, key]) => counter.giveBack(key)));
}

/** No e-mail and no address stands in clear where limits are counted. */
const keyOf = (name: string) => createHash('sha256').update(name).digest('base64url').slice(0, 24);
