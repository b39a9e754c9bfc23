import { Counter, type Registry } from 'prom-client';

/** The thread that reads texts, as far as it is measured. */
export interface WatchedReading {
  /** Counts since the start. */
  counts(): {
    readonly outcomes: Readonly<Record<string, number>>;
    readonly batches: number;
    readonly threadMs: number;
  };
}

/** Reports where texts are read: by the thread, or why not, and what it costs. */
export function watchReading(registry: Registry, reading: WatchedReading): void {
  const registers = [registry];
  const texts = new Counter({
    name: 'finestreta_readings_total',
    help: 'Texts read: by the thread, known from before (cached), or on the event loop, and why.',
    labelNames: ['outcome'],
    registers,
    collect() {
      texts.reset();
      for (const [outcome, count] of Object.entries(reading.counts().outcomes)) texts.inc({ outcome }, count);
    },
  });
  const batches = new Counter({
    name: 'finestreta_reading_batches_total',
    help: 'Batches of texts that were sent to the thread.',
    registers,
    collect() {
      batches.reset();
      batches.inc(reading.counts().batches);
    },
  });
  const seconds = new Counter({
    name: 'finestreta_reading_thread_seconds_total',
    help: 'Time for which the thread read texts.',
    registers,
    collect() {
      seconds.reset();
      seconds.inc(reading.counts().threadMs / 1_000);
    },
  });
}
