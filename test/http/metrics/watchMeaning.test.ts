import { expect, test } from '@jest/globals';
import { createMetrics } from '../../../src/http/metrics/index.ts';

test('what becomes of the vectors that messages ask for is counted, as it is when it is read', async () => {
  const metrics = createMetrics();
  let counts = { answered: 5, cached: 2, refused: { late: 1, off: 0 }, embedded: 7, cpuMs: 1_500 };
  metrics.watchMeaning({ isReady: () => true, counts: () => counts });
  const lines = async () =>
    (await metrics.registry.metrics()).split('\n').filter((line) => /^finestreta_meaning/.test(line));
  expect(await lines()).toEqual([
    'finestreta_meaning_up 1',
    'finestreta_meaning_queries_total{outcome="computed"} 3',
    'finestreta_meaning_queries_total{outcome="cached"} 2',
    'finestreta_meaning_queries_total{outcome="late"} 1',
    'finestreta_meaning_queries_total{outcome="off"} 0',
    'finestreta_meaning_texts_total 7',
    'finestreta_meaning_cpu_seconds_total 1.5',
  ]);
  counts = { ...counts, answered: 6, embedded: 8 };
  expect(await lines()).toContain('finestreta_meaning_queries_total{outcome="computed"} 4');
  expect(await lines()).toContain('finestreta_meaning_texts_total 8');
});
