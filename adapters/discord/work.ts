import { setTimeout as wait } from 'node:timers/promises';
import { CodedError, codeOf } from '../../src/core/model/errors.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { createKeyedLock } from '../../src/core/util/keyedLock.ts';

const firstDelay = 500;
const longestDelay = 30_000;
/** A fault of ours does not pass by itself. */
const attemptsOfFault = 3;

/** Does what events ask for: in order for each key, again and again until it succeeds. */
export interface Work {
  /** `done` is called once the work succeeded; never when it was given up because of the end. */
  run(key: string, work: () => Promise<void>, done: () => void): void;
  ended(): boolean;
  /** Aborted by `end`. */
  readonly ending: AbortSignal;
  /** Begins nothing more; resolves when what is under way is done. */
  end(): Promise<void>;
}

export function createWork({ held, log }: { held: () => boolean; log: Log }): Work {
  const lock = createKeyedLock();
  const ending = new AbortController();
  const { signal } = ending;

  async function untilDone(work: () => Promise<void>): Promise<boolean> {
    for (let attempt = 1; !signal.aborted && held(); attempt++) {
      try {
        await work();
        return true;
      } catch (error) {
        if (!(error instanceof CodedError) && attempt >= attemptsOfFault) {
          log.error({ code: codeOf(error), error }, 'a message from Discord could not be taken and was left out');
          return true;
        }
        log.warn({ code: codeOf(error), attempt }, 'a message from Discord could not be taken yet; it is tried again');
        const delay = Math.min(longestDelay, firstDelay * 2 ** Math.min(attempt - 1, 10));
        await wait(delay, undefined, { signal }).catch(() => {});
      }
    }
    return false;
  }

  return {
    run(key, work, done) {
      void lock.run(key, async () => {
        if (await untilDone(work)) done();
      });
    },
    ended: () => signal.aborted,
    ending: signal,
    async end() {
      ending.abort();
      await lock.idle();
    },
  };
}
