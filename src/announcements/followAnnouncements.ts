import { keepLooking } from '../core/engine/keepLooking.ts';
import { codeOf } from '../core/model/errors.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import type { AnnouncementDesk } from './announcementDesk.ts';

/** Longest and shortest time between two looks, milliseconds: signals may be lost. */
const intervalMs = 5_000;
const minIntervalMs = 250;

/** Publishes, corrects and holds what is due, until `end` is aborted. For one process of all. Never rejects. */
export async function followAnnouncements(deps: {
  readonly announcements: Pick<AnnouncementDesk, 'look'>;
  /** Whether this process uses the newest content: else it would take a new announcement for one that was removed. */
  readonly isCurrent: () => Promise<boolean>;
  /** Topics that may mean something to do: the content, the accounts. */
  readonly topics: readonly string[];
  readonly pubsub: Pick<PubSub, 'subscribe'>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly end: AbortSignal;
  readonly log: Log;
}): Promise<void> {
  const { announcements, clock, log } = deps;
  await keepLooking({
    ...deps,
    look: async () => {
      const isCurrent = await deps.isCurrent();
      const next = isCurrent ? await announcements.look() : clock();
      return next === null ? intervalMs : Math.max(minIntervalMs, Math.min(intervalMs, next - clock()));
    },
    failed: (error, { isRepeated }) => {
      if (!isRepeated)
        log.error({ code: codeOf(error), error }, 'looking for due announcements failed; it will be retried');
      return intervalMs;
    },
  });
}
