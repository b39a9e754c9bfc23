import { Counter, Gauge, type Registry } from 'prom-client';

/** Sentence vectors, as far as they are measured. */
export interface WatchedMeaning {
  isReady(): boolean;
  /** What was done since the start. */
  counts(): {
    readonly answered: number;
    readonly cached: number;
    readonly refused: Readonly<Record<string, number>>;
    readonly embedded: number;
    readonly cpuMs: number;
  };
}

/** Shows how often sentence vectors are asked for, what becomes of it, and what they take. */
export function watchMeaning(registry: Registry, meaning: WatchedMeaning): void {
  const registers = [registry];
  const up = new Gauge({
    name: 'finestreta_meaning_up',
    help: 'Whether sentence vectors can be made: 1 or 0; always 0 with MEANING=off.',
    registers,
    collect() {
      up.set(meaning.isReady() ? 1 : 0);
    },
  });
  const asked = new Counter({
    name: 'finestreta_meaning_queries_total',
    help: 'Sentence vectors that messages asked for: computed, cached, or why there was none.',
    labelNames: ['outcome'],
    registers,
    collect() {
      const { answered, cached, refused } = meaning.counts();
      asked.reset();
      for (const [outcome, count] of Object.entries({ computed: answered - cached, cached, ...refused })) {
        asked.inc({ outcome }, count);
      }
    },
  });
  const embedded = new Counter({
    name: 'finestreta_meaning_texts_total',
    help: 'Texts of which vectors were made, those for learning included.',
    registers,
    collect() {
      embedded.reset();
      embedded.inc(meaning.counts().embedded);
    },
  });
  const cpu = new Counter({
    name: 'finestreta_meaning_cpu_seconds_total',
    help: 'Processor time that making vectors took.',
    registers,
    collect() {
      cpu.reset();
      cpu.inc(meaning.counts().cpuMs / 1_000);
    },
  });
}
