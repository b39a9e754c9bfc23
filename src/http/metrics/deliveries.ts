import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { DispatcherDeps } from '../../core/outbox/dispatcher.ts';
import type { Outbox } from '../../core/ports/outbox.ts';
import { orNothing } from './dependencies.ts';

/** Metrics of sent messages: by channel and account, without personal data. */
interface DeliveryMetrics {
  readonly observe: DispatcherDeps['observe'];
  /** Reports the size of an outbox; `channelOf` names the channel of an account, empty where unknown. */
  watch(outbox: Pick<Outbox, 'depths'>, channelOf: (account: string) => string): void;
}

export function createDeliveryMetrics(registry: Registry): DeliveryMetrics {
  const attempts = new Counter({
    name: 'finestreta_deliveries_total',
    help: 'Attempts to send a message: sent, failed (it will be retried) or dead-letter (it waits for staff).',
    labelNames: ['channel', 'account', 'outcome', 'code'],
    registers: [registry],
  });
  const delay = new Histogram({
    name: 'finestreta_delivery_seconds',
    help: 'Time from the commit of a message to the response of its platform.',
    labelNames: ['channel', 'account'],
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3_600],
    registers: [registry],
  });
  return {
    observe: ({ channel, account, outcome, code, milliseconds }) => {
      attempts.inc({ channel, account, outcome, code: code ?? '' });
      if (milliseconds !== null) delay.observe({ channel, account }, milliseconds / 1_000);
    },
    watch: (outbox, channelOf) => {
      const tasks = new Gauge({
        name: 'finestreta_outbox_account_tasks',
        help: 'Tasks of the outbox by account: waiting for delivery, or dead letters waiting for staff.',
        labelNames: ['channel', 'account', 'state'],
        registers: [registry],
        async collect() {
          await orNothing(tasks, async () => {
            const depths = await outbox.depths();
            // Removes accounts that no longer have any.
            tasks.reset();
            for (const { account, waiting, deadLetters } of depths) {
              const channel = channelOf(account);
              tasks.set({ channel, account, state: 'waiting' }, waiting);
              tasks.set({ channel, account, state: 'dead-letter' }, deadLetters);
            }
          });
        },
      });
    },
  };
}
