import { keepLooking } from '../../core/engine/keepLooking.ts';
import { subscriptionsTopic } from '../../core/model/announcements/subscription.ts';
import { codeOf } from '../../core/model/errors.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { PubSub } from '../../core/ports/pubsub.ts';
import { announcementsTopic } from '../announcementStreams.ts';
import type { SubscriberNotifier } from './subscriberNotifier.ts';

/** Longest time between two looks, milliseconds: signals may be lost. */
const intervalMs = 5_000;

/** Tells those who asked for it, until `end` is aborted. For one process of all. Never rejects. */
export async function followSubscribers(deps: {
  readonly notifier: SubscriberNotifier;
  readonly pubsub: Pick<PubSub, 'subscribe'>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly end: AbortSignal;
  readonly log: Log;
}): Promise<void> {
  const { notifier, clock, log } = deps;
  let isOpen = false;
  await keepLooking({
    ...deps,
    topics: [announcementsTopic, subscriptionsTopic],
    look: async () => {
      if (!isOpen) await notifier.open(deps.end);
      isOpen = true;
      const next = await notifier.look();
      return next === null ? intervalMs : Math.max(0, Math.min(intervalMs, next - clock()));
    },
    failed: (error, { isRepeated }) => {
      if (!isRepeated)
        log.error({ code: codeOf(error), error }, 'writing to subscribers failed; it will be tried again');
      return intervalMs;
    },
  });
}
