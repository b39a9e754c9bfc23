import { CodedError } from '../../core/errors.ts';

/** What every operation passes through, so that errors come out coded and closing is orderly. */
export interface Gate {
  /** Runs an operation; its errors come out explained. Refused with `store.unusable` once the gate is closed. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Refuses what comes from now on, waits for what is under way, and then ends. Saying it again changes nothing. */
  close(end: () => Promise<void>): Promise<void>;
}

export function createGate(place: string, explain: (error: unknown) => unknown): Gate {
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;

  async function explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw explain(error);
    }
  }

  return {
    async run(work) {
      if (closing !== null) {
        throw new CodedError(
          'store.unusable',
          `${place} is closed, because the service is stopping. Send the message again to the next one.`,
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
    close(end) {
      closing ??= Promise.allSettled(underWay).then(end);
      return closing;
    },
  };
}
