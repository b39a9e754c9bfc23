import { CodedError } from '../../core/model/errors.ts';
import type { WatchWrites } from '../store.ts';

/** Wraps every operation, to map errors to coded ones and to close in order. */
export interface Gate {
  /** Runs an operation and maps its errors. Rejects with `store.unusable` once the gate is closed. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Reports the outcome of operations from now on, as `Store.watch` does: of errors those with a code of the store. */
  watch(watcher: WatchWrites): void;
  /** Refuses new operations, waits for those in progress, and then closes. Further calls have no effect. */
  close(end: () => Promise<void>): Promise<void>;
}

export function createGate(location: string, explain: (error: unknown) => unknown): Gate {
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;

  let watcher: WatchWrites = () => {};

  async function explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const coded = explain(error);
      if (coded instanceof CodedError && coded.code.startsWith('store.')) watcher({ error: coded, lost: false });
      throw coded;
    }
  }

  return {
    async run(work) {
      if (closing !== null) {
        throw new CodedError(
          'store.unusable',
          `${location} is closed, because the service is stopping. Send the message again once it has restarted.`,
        );
      }
      const operation = explained(work);
      underWay.add(operation);
      try {
        return await operation;
      } finally {
        underWay.delete(operation);
      }
    },
    watch(next) {
      watcher = next;
    },
    close(end) {
      closing ??= Promise.allSettled(underWay).then(end);
      return closing;
    },
  };
}
