import { test } from '@jest/globals';
import fc from 'fast-check';
import { subscriberLives, subscribersHold } from '../../announcements/subscribers/lives.ts';
import { describeStore } from './describeStore.ts';
import type { MakeFixture } from './fixture.ts';

/** What every store must do with those who are told: the model of what may happen runs over it, too. */
export function subscribersContract(makeFixture: MakeFixture): void {
  describeStore('subscribers', makeFixture, (bed) => {
    test('are told once of what they want, and of nothing after the end, a withdrawal or in a crisis', async () => {
      const { journal, outbox, derived } = bed.store;
      let number = 0;
      await fc.assert(
        fc.asyncProperty(subscriberLives, async (run) => {
          number += 1;
          await subscribersHold({ journal, outbox, derived, tenant: `town-${number}` }, run);
        }),
        { numRuns: 4, endOnFailure: true },
      );
    });
  });
}
