import { Gauge, type Registry } from 'prom-client';

/** What the service cannot do without, and how it is asked whether it is there. */
export interface Dependencies {
  /** Writes to the store, durably; rejects when that cannot be. */
  readonly checkStore: () => Promise<void>;
  /** Whether this process is in touch with the others. */
  readonly isInTouch: () => boolean;
}

/** Milliseconds after which what is asked for a metric counts as away: shorter than the patience of whoever reads it. */
const patience = 5_000;

/** Shows whether the store and the other processes can be reached. */
export function watchDependencies(registry: Registry, { checkStore, isInTouch }: Dependencies): void {
  const registers = [registry];
  /** Seconds that a write takes, null when it fails; both metrics share one. */
  let writing: Promise<number | null> | null = null;
  const write = () => {
    writing ??= timed(checkStore).finally(() => {
      writing = null;
    });
    return writing;
  };
  const up = new Gauge({
    name: 'finestreta_store_up',
    help: 'Whether the store can be written to: 1 or 0.',
    registers,
    async collect() {
      up.set((await write()) === null ? 0 : 1);
    },
  });
  const seconds = new Gauge({
    name: 'finestreta_store_write_seconds',
    help: 'Time that a small durable write to the store takes; no value while it cannot be written to.',
    registers,
    async collect() {
      const taken = await write();
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

async function timed(work: () => Promise<void>): Promise<number | null> {
  const began = performance.now();
  return (await answered(work())) ? (performance.now() - began) / 1_000 : null;
}

async function answered(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, patience, false);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  const result = await Promise.race([done, late]);
  clearTimeout(timer);
  return result;
}
