import { describe, expect, test } from '@jest/globals';
import { createMetrics } from '../../../src/http/metrics/index.ts';

const depths = { depths: async () => [{ tenant: 'default', account: 'library', waiting: 3, deadLetters: 1 }] };
const outbox = { ...depths, depth: async () => ({ waiting: 3, deadLetters: 1 }) };

describe('figures of what is sent', () => {
  test('count attempts by channel, account, outcome and code, and time those that went well', async () => {
    const metrics = createMetrics();
    const report = { tenant: 'default', account: 'library', channel: 'test', code: null, milliseconds: null } as const;
    metrics.observeDelivery({ ...report, outcome: 'sent', milliseconds: 300 });
    metrics.observeDelivery({ ...report, outcome: 'failed', code: 'platform.unreachable' });
    metrics.observeDelivery({ ...report, outcome: 'dead-letter', code: 'platform.refused' });
    const text = await metrics.registry.metrics();
    const labels = 'channel="test",account="library"';
    expect(text).toContain(`finestreta_deliveries_total{${labels},outcome="sent",code=""} 1`);
    expect(text).toContain(`finestreta_deliveries_total{${labels},outcome="failed",code="platform.unreachable"} 1`);
    expect(text).toContain(`finestreta_deliveries_total{${labels},outcome="dead-letter",code="platform.refused"} 1`);
    expect(text).toContain(`finestreta_delivery_seconds_bucket{le="0.25",${labels}} 0`);
    expect(text).toContain(`finestreta_delivery_seconds_bucket{le="0.5",${labels}} 1`);
    expect(text).toContain(`finestreta_delivery_seconds_count{${labels}} 1`);
  });

  test('show what waits and what was set aside by account, and forget accounts that have nothing left', async () => {
    const metrics = createMetrics();
    let current = await outbox.depths();
    metrics.watch({ ...outbox, depths: async () => current });
    metrics.watchAccounts(() => [{ account: 'library', channel: 'test', health: { state: 'open' } }]);
    const text = await metrics.registry.metrics();
    expect(text).toContain('finestreta_outbox_account_tasks{channel="test",account="library",state="waiting"} 3');
    expect(text).toContain('finestreta_outbox_account_tasks{channel="test",account="library",state="dead-letter"} 1');
    current = [];
    expect(await metrics.registry.metrics()).not.toContain('finestreta_outbox_account_tasks{');
  });
});
