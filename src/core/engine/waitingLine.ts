import { CodedError } from '../model/errors.ts';
import type { Timer } from '../ports/clock.ts';

/** Work that is done in the order in which it came, some at once. */
export interface WaitingLine {
  /**
   * Does the work when its turn comes. `whileWaiting` is called at once, and every few seconds until then.
   * @throws {CodedError} `store.busy` when too many wait; nothing of the work was done
   */
  run<T>(work: () => Promise<T>, whileWaiting: () => void): Promise<T>;
  counts(): { readonly underWay: number; readonly waiting: number; readonly refused: number };
}

interface LineLimits {
  readonly atOnce: number;
  readonly longest: number;
  /** Time between two calls of `whileWaiting`, milliseconds. */
  readonly signMs: number;
}

interface Waiting {
  readonly enter: () => void;
  readonly sign: () => void;
}

/** Creates a line. Its timer runs only while somebody waits. */
export function createWaitingLine({ atOnce, longest, signMs }: LineLimits, timer: Timer): WaitingLine {
  const line = new Set<Waiting>();
  let underWay = 0;
  let refused = 0;
  let cancelSigns: (() => void) | null = null;

  function signLater(): void {
    cancelSigns ??= timer(signMs, () => {
      cancelSigns = null;
      for (const { sign } of line) sign();
      if (line.size > 0) signLater();
    });
  }

  function leave(): void {
    const [next] = line;
    // The next one takes the place that became free, so that nothing that comes just now is quicker.
    if (next === undefined) underWay -= 1;
    else {
      line.delete(next);
      next.enter();
    }
    if (line.size > 0) return;
    cancelSigns?.();
    cancelSigns = null;
  }

  function wait(sign: () => void): Promise<void> {
    if (line.size >= longest) {
      refused += 1;
      throw new CodedError('store.busy', 'Too many people are writing at this moment. Send it again in a moment.');
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    line.add({ enter: resolve, sign });
    sign();
    signLater();
    return promise;
  }

  return {
    counts: () => ({ underWay, waiting: line.size, refused }),
    async run(work, whileWaiting) {
      if (underWay < atOnce) underWay += 1;
      else await wait(whileWaiting);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
