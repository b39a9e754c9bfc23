import { test } from '@jest/globals';
import fc from 'fast-check';
import { countingHolds, countingRuns } from '../../participation/counting.ts';
import { describeStore } from './describeStore.ts';
import type { MakeFixture } from './fixture.ts';

/** What every store must do with surveys: one answer a person, whatever happens. */
export function surveysContract(makeFixture: MakeFixture): void {
  describeStore('surveys', makeFixture, (bed) => {
    test('count one answer of each person, over retries, deaths and restarts', async () => {
      const { journal } = bed.store;
      let number = 0;
      await fc.assert(
        fc.asyncProperty(countingRuns, async (run) => {
          number += 1;
          await countingHolds({ journal, tenant: `town-${number}` }, run);
        }),
        { numRuns: 6, endOnFailure: true },
      );
    });
  });
}
