import { type DueDeps, doWhatIsDue } from '../core/engine/keepLooking.ts';
import type { AnnouncementDesk } from './announcementDesk.ts';

/** Milliseconds: signals may be lost. */
const pauses = { longest: 5_000, shortest: 250, failed: 5_000 } as const;

/**
 * Publishes, corrects and holds what is due, until `end` is aborted. For one process of all. Never rejects. `isCurrent`:
 * whether this process uses the newest content; else it would take a new announcement for one that was removed.
 */
export async function followAnnouncements(
  deps: Omit<DueDeps, 'look' | 'pauses' | 'failure'> & {
    readonly announcements: Pick<AnnouncementDesk, 'look'>;
    readonly isCurrent: () => Promise<boolean>;
  },
): Promise<void> {
  const { announcements, isCurrent, clock } = deps;
  await doWhatIsDue({
    ...deps,
    look: async () => ((await isCurrent()) ? announcements.look() : clock()),
    pauses,
    failure: 'looking for due announcements failed; it will be retried',
  });
}
