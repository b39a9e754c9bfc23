import { CodedError } from '../../core/model/errors.ts';
import { createKeyedLock } from '../../core/util/keyedLock.ts';

/** Runs work one after the other, in the order of the calls. */
type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Creates a queue in which few may wait: who comes then is told to come back (`rate.limited`). */
export function createInTurn(mostWaiting: number): InTurn {
  const lock = createKeyedLock();
  let inside = 0;
  return async (work) => {
    if (inside > mostWaiting)
      throw new CodedError('rate.limited', 'Too many others are asking for the same. Try again in a moment.');
    inside += 1;
    try {
      return await lock.run('', work);
    } finally {
      inside -= 1;
    }
  };
}
