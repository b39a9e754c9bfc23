import { describe, expect, test } from '@jest/globals';
import { createMetrics } from '../../../src/http/metrics/index.ts';

const away = () => Promise.reject(new Error('no primary'));

describe('figures of what the service depends on', () => {
  test('say that the store keeps what it is given, and how long that takes; and that the others can be reached', async () => {
    const metrics = createMetrics();
    metrics.watchDependencies({
      store: { problem: () => null, writeSeconds: () => 0.004 },
      isInTouch: () => true,
    });
    const text = await metrics.registry.metrics();
    expect(text).toContain('\nfinestreta_store_up 1\n');
    expect(text).toContain('\nfinestreta_store_write_seconds 0.004\n');
    expect(text).not.toMatch(/\nfinestreta_store_problem\{/);
    expect(text).toContain('\nfinestreta_redis_up 1\n');
  });

  test('say so when it cannot, leave out what nobody knows then, and show the rest', async () => {
    const metrics = createMetrics();
    let broken = false;
    const depth = async () => (broken ? away() : { waiting: 2, deadLetters: 0 });
    const depths = async () =>
      broken ? away() : [{ tenant: 'default', account: 'library', waiting: 2, deadLetters: 0 }];
    metrics.watch({ depth, depths });
    metrics.watchDependencies({
      store: { problem: () => (broken ? 'store.full' : null), writeSeconds: () => (broken ? null : 0.004) },
      isInTouch: () => !broken,
    });
    expect(await metrics.registry.metrics()).toContain('finestreta_outbox_tasks{state="waiting"} 2');
    broken = true;
    const text = await metrics.registry.metrics();
    expect(text).toContain('\nfinestreta_store_up 0\n');
    expect(text).toContain('\nfinestreta_store_problem{code="store.full"} 1\n');
    expect(text).toContain('\nfinestreta_redis_up 0\n');
    expect(text).not.toMatch(/\nfinestreta_store_write_seconds /);
    expect(text).not.toMatch(/\nfinestreta_outbox_(account_)?tasks\{/);
    expect(text).toMatch(/\nprocess_resident_memory_bytes \d/);
  });
});
