import { type DueDeps, doWhatIsDue } from '../../core/engine/keepLooking.ts';
import { subscriptionsTopic } from '../../core/model/announcements/subscription.ts';
import { announcementsTopic } from '../announcementStreams.ts';
import type { SubscriberNotifier } from './subscriberNotifier.ts';

/** Milliseconds: signals may be lost. */
const pauses = { longest: 5_000, shortest: 0, failed: 5_000 } as const;

/** Tells those who asked for it, until `end` is aborted. For one process of all. Never rejects. */
export async function followSubscribers(
  deps: Omit<DueDeps, 'topics' | 'look' | 'pauses' | 'failure'> & { readonly notifier: SubscriberNotifier },
): Promise<void> {
  const { notifier, end } = deps;
  let isOpen = false;
  await doWhatIsDue({
    ...deps,
    topics: [announcementsTopic, subscriptionsTopic],
    look: async () => {
      if (!isOpen) await notifier.open(end);
      isOpen = true;
      return notifier.look();
    },
    pauses,
    failure: 'writing to subscribers failed; it will be tried again',
  });
}
