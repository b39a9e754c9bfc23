import { Counter, Gauge, type Registry } from 'prom-client';

/** Sentence vectors, as far as they are measured. */
export interface WatchedMeaning {
  isReady(): boolean;
  /** Counts since the start. */
  counts(): {
    readonly cached: number;
    readonly computed: number;
    readonly none: number;
    readonly waiting: Readonly<Record<string, number>>;
    readonly embedded: number;
    readonly cpuMs: number;
  };
}

/** Reports how often sentence vectors are requested, with which results, and at what cost. */
export function watchMeaning(registry: Registry, meaning: WatchedMeaning): void {
  const registers = [registry];
  const up = new Gauge({
    name: 'finestreta_meaning_up',
    help: 'Whether sentence vectors can be computed: 1 or 0; always 0 with MEANING=off.',
    registers,
    collect() {
      up.set(meaning.isReady() ? 1 : 0);
    },
  });
  const asked = new Counter({
    name: 'finestreta_meaning_queries_total',
    help: 'Sentence vectors requested by messages: computed, cached, or none, so that words alone decided.',
    labelNames: ['outcome'],
    registers,
    collect() {
      const { cached, computed, none } = meaning.counts();
      asked.reset();
      for (const [outcome, count] of Object.entries({ computed, cached, none })) asked.inc({ outcome }, count);
    },
  });
  const waiting = new Gauge({
    name: 'finestreta_meaning_waiting',
    help: 'Texts that wait for a vector: of messages, and for learning.',
    labelNames: ['purpose'],
    registers,
    collect() {
      for (const [purpose, count] of Object.entries(meaning.counts().waiting)) waiting.set({ purpose }, count);
    },
  });
  const embedded = new Counter({
    name: 'finestreta_meaning_texts_total',
    help: 'Texts whose vectors were computed, including those for learning.',
    registers,
    collect() {
      embedded.reset();
      embedded.inc(meaning.counts().embedded);
    },
  });
  const cpu = new Counter({
    name: 'finestreta_meaning_cpu_seconds_total',
    help: 'Processor time spent on vectors.',
    registers,
    collect() {
      cpu.reset();
      cpu.inc(meaning.counts().cpuMs / 1_000);
    },
  });
}
