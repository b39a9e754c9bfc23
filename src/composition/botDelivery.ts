import type { Dispatcher } from '../core/outbox/dispatcher.ts';
import { startDispatchLoop } from '../core/outbox/dispatchLoop.ts';
import { outboxTopic } from '../core/ports/pubsub.ts';
import type { Bot } from './bot.ts';

/** Delivers what waits in the outbox: what is due now, or all the time. */
export function botDelivery(
  dispatcher: Dispatcher,
  around: Omit<Parameters<typeof startDispatchLoop>[0], 'work'>,
): Bot['delivery'] & {
  /** Begins nothing more, has `others` end meanwhile, and waits for what was begun. */
  stop(others: () => Promise<void>): Promise<void>;
} {
  let loop: ReturnType<typeof startDispatchLoop> | null = null;
  return {
    now: async () => {
      await dispatcher.deliver();
    },
    start() {
      if (loop !== null) return;
      loop = startDispatchLoop({ ...around, work: dispatcher.look });
      dispatcher.onProgress(loop.look);
    },
    async stop(others) {
      const undelivered = dispatcher.stop();
      await others();
      await loop?.stop();
      await undelivered;
      // Tasks that were put back are due now; without this signal other processes would look much later.
      if (loop !== null) around.pubsub.publish(outboxTopic);
    },
  };
}
