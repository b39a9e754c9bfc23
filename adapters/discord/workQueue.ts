import { CodedError, codeOf } from '../../src/core/model/errors.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { createKeyedLock } from '../../src/core/util/keyedLock.ts';
import { sleep, systemTimer } from '../../src/core/util/sleep.ts';

const firstDelayMs = 500;
const maxDelayMs = 30_000;
/** A retry does not help against a fault of ours. */
const maxFaultAttempts = 3;

/** Runs the work that events ask for: in order for each key, retried until it succeeds. */
export interface WorkQueue {
  /** `done` is called once the work has succeeded; never when it was abandoned at the end. */
  run(key: string, work: () => Promise<void>, done: () => void): void;
  ended(): boolean;
  /** Aborted by `end`. */
  readonly ending: AbortSignal;
  /** Starts nothing more; resolves when work in progress is done. */
  end(): Promise<void>;
}

export function createWorkQueue({ held, log }: { held: () => boolean; log: Log }): WorkQueue {
  const lock = createKeyedLock();
  const ending = new AbortController();
  const { signal } = ending;

  async function untilDone(work: () => Promise<void>): Promise<boolean> {
    for (let attempt = 1; !signal.aborted && held(); attempt++) {
      try {
        await work();
        return true;
      } catch (error) {
        if (!(error instanceof CodedError) && attempt >= maxFaultAttempts) {
          log.error({ code: codeOf(error), error }, 'a Discord event failed and was dropped');
          return true;
        }
        log.warn({ code: codeOf(error), attempt }, 'a Discord event failed; retrying');
        const delay = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(attempt - 1, 10));
        await sleep(delay, systemTimer, signal);
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
