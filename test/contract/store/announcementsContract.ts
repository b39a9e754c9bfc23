import { test } from '@jest/globals';
import fc from 'fast-check';
import { scheduleHolds, scheduleRuns } from '../../announcements/schedules.ts';
import { describeStore } from './describeStore.ts';
import type { MakeFixture } from './fixture.ts';

/** What every store must do with announcements: the model of what may happen runs over it, too. */
export function announcementsContract(makeFixture: MakeFixture): void {
  describeStore('announcements', makeFixture, (bed) => {
    test('are lost by nothing, and published twice by nothing, after a withdrawal or in a crisis', async () => {
      const { journal, outbox } = bed.store;
      let number = 0;
      await fc.assert(
        fc.asyncProperty(scheduleRuns, async (run) => {
          number += 1;
          await scheduleHolds({ journal, outbox, tenant: `town-${number}` }, run);
        }),
        { numRuns: 8, endOnFailure: true },
      );
    });
  });
}
