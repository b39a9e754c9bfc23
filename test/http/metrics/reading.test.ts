import { expect, test } from '@jest/globals';
import { createMetrics } from '../../../src/http/metrics/index.ts';

test('where texts are read is counted, as it is when it is asked', async () => {
  const metrics = createMetrics();
  let counts = { outcomes: { thread: 5, cached: 2, behind: 0 }, batches: 3, threadMs: 1_500 };
  metrics.watchReading({ counts: () => counts });
  const lines = async () =>
    (await metrics.registry.metrics()).split('\n').filter((line) => /^finestreta_reading/.test(line));
  expect(await lines()).toEqual([
    'finestreta_readings_total{outcome="thread"} 5',
    'finestreta_readings_total{outcome="cached"} 2',
    'finestreta_readings_total{outcome="behind"} 0',
    'finestreta_reading_batches_total 3',
    'finestreta_reading_thread_seconds_total 1.5',
  ]);
  counts = { ...counts, batches: 4 };
  expect(await lines()).toContain('finestreta_reading_batches_total 4');
});
