import { expect, test } from '@jest/globals';
import { createMetrics } from '../../../src/http/metrics/index.ts';

test('what becomes of the vectors that messages ask for, and what waits, is reported as it is when it is read', async () => {
  const metrics = createMetrics();
  let counts = { cached: 2, computed: 3, none: 1, waiting: { asked: 4, learning: 9 }, embedded: 7, cpuMs: 1_500 };
  metrics.watchMeaning({ isReady: () => true, counts: () => counts });
  const lines = async () =>
    (await metrics.registry.metrics()).split('\n').filter((line) => /^finestreta_meaning/.test(line));
  expect(await lines()).toEqual([
    'finestreta_meaning_up 1',
    'finestreta_meaning_queries_total{outcome="computed"} 3',
    'finestreta_meaning_queries_total{outcome="cached"} 2',
    'finestreta_meaning_queries_total{outcome="none"} 1',
    'finestreta_meaning_waiting{purpose="asked"} 4',
    'finestreta_meaning_waiting{purpose="learning"} 9',
    'finestreta_meaning_texts_total 7',
    'finestreta_meaning_cpu_seconds_total 1.5',
  ]);
  counts = { ...counts, computed: 4, embedded: 8, waiting: { asked: 0, learning: 0 } };
  expect(await lines()).toContain('finestreta_meaning_queries_total{outcome="computed"} 4');
  expect(await lines()).toContain('finestreta_meaning_waiting{purpose="asked"} 0');
  expect(await lines()).toContain('finestreta_meaning_texts_total 8');
});
