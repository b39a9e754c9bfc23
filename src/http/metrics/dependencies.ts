import { Gauge, type Registry } from 'prom-client';

/** The dependencies of the service, and how to check that they are available. */
export interface Dependencies {
  /**
   * What prevents writing to the store (null: nothing), and the duration of its last probe in seconds (null: it
   * failed).
   */
  readonly store: { problem(): string | null; writeSeconds(): number | null };
  /** Whether this process is connected to the others. */
  readonly isInTouch: () => boolean;
}

/**
 * Milliseconds after which a metric's source counts as unavailable: shorter than the time-out of whatever scrapes the
 * metrics.
 */
const timeoutMs = 5_000;

/** Reports whether the store and the other processes can be reached. */
export function watchDependencies(registry: Registry, { store, isInTouch }: Dependencies): void {
  const registers = [registry];
  const up = new Gauge({
    name: 'finestreta_store_up',
    help: 'Whether the store accepts writes: 1 or 0.',
    registers,
    collect() {
      up.set(store.problem() === null ? 1 : 0);
    },
  });
  const problem = new Gauge({
    name: 'finestreta_store_problem',
    help: 'The code of what prevents writing to the store: 1 while it does.',
    labelNames: ['code'],
    registers,
    collect() {
      problem.reset();
      const code = store.problem();
      if (code !== null) problem.set({ code }, 1);
    },
  });
  const seconds = new Gauge({
    name: 'finestreta_store_write_seconds',
    help: 'Duration of the last probe, a durable write to the store; no value while it fails.',
    registers,
    collect() {
      const taken = store.writeSeconds();
      if (taken === null) seconds.remove();
      else seconds.set(taken);
    },
  });
  const inTouch = new Gauge({
    name: 'finestreta_redis_up',
    help: 'Whether Redis can be reached: 1 or 0; always 1 in an installation without Redis.',
    registers,
    collect() {
      inTouch.set(isInTouch() ? 1 : 0);
    },
  });
}

/**
 * Collects a metric's value. While its source does not answer it has no value, and all other metrics are still
 * reported: they are needed most during an outage.
 */
export async function orNothing(gauge: Gauge, ask: () => Promise<void>): Promise<void> {
  if (!(await answered(ask()))) gauge.reset();
}

async function answered(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  const result = await Promise.race([done, late]);
  clearTimeout(timer);
  return result;
}
