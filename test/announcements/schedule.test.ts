import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, wallTime } from '../../src/protocol/time/index.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { announcementWith, timeZone } from './announcement.ts';
import { scheduleHolds, scheduleRuns } from './schedules.ts';

test('nothing is lost, twice, withdrawn or in a crisis, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(scheduleRuns, async (run) => {
      const { journal, outbox } = createMemoryJournal();
      await scheduleHolds({ journal, outbox }, run);
    }),
    { numRuns: 100 },
  );
});

test('an hour is the hour of the town’s clocks, also in the nights in which they change', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25', '2026-10-26', '2027-03-28'),
      fc.nat(1_439),
      (day, minute) => {
        const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const { publishAt } = announcementWith('cut', { publishAt: `${day}T${clock}`, until: '2028-01-01' });
        const shown = wallTime(timeZone, publishAt);
        const asked = minute * 60_000;
        const isSkipped = shown.ms !== asked;
        expect(shown.day).toBe(day);
        // An hour that does not exist is the moment at which the clocks go on.
        if (isSkipped) expect([asked >= 2 * 3_600_000, shown.ms]).toEqual([true, 3 * 3_600_000]);
        // An hour that comes twice is the first of the two.
        expect(publishAt).toBe(instantOf(timeZone, day, minute));
      },
    ),
  );
});
