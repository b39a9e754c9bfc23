import { Gauge, type Registry } from 'prom-client';

/** What the service cannot do without, and how it is asked whether it is there. */
export interface Dependencies {
  /** What hinders writing to the store (null: nothing), and the seconds that its last probe took (null: it failed). */
  readonly store: { problem(): string | null; writeSeconds(): number | null };
  /** Whether this process is in touch with the others. */
  readonly isInTouch: () => boolean;
}

/** Milliseconds after which what is asked for a metric counts as away: shorter than the patience of whoever reads it. */
const timeoutMs = 5_000;

/** Shows whether the store and the other processes can be reached. */
export function watchDependencies(registry: Registry, { store, isInTouch }: Dependencies): void {
  const registers = [registry];
  const up = new Gauge({
    name: 'finestreta_store_up',
    help: 'Whether the store keeps what it is given: 1 or 0.',
    registers,
    collect() {
      up.set(store.problem() === null ? 1 : 0);
    },
  });
  const problem = new Gauge({
    name: 'finestreta_store_trouble',
    help: 'The code of what hinders writing to the store: 1 as long as it does.',
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
    help: 'Time that the last probe took, a durable write to the store; no value while it fails.',
    registers,
    collect() {
      const taken = store.writeSeconds();
      if (taken === null) seconds.remove();
      else seconds.set(taken);
    },
  });
  const inTouch = new Gauge({
    name: 'finestreta_redis_up',
    help: 'Whether Redis can be reached: 1 or 0; always 1 in an installation without.',
    registers,
    collect() {
      inTouch.set(isInTouch() ? 1 : 0);
    },
  });
}

/**
 * What a metric does to learn its value. While what it asks does not answer it has no value, and all others are shown
 * nevertheless: they are wanted most when something is away.
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
