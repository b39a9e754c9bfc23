import { test } from '@jest/globals';
import fc from 'fast-check';
import { createMemoryDerived } from '../../support/memoryDerived.ts';
import { createMemoryJournal } from '../../support/memoryJournal.ts';
import { subscriberLives, subscribersHold } from './lives.ts';

test('nothing is lost, twice, at night, in a crisis, after a withdrawal or after the end, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(subscriberLives, async (run) => {
      const { journal, outbox } = createMemoryJournal();
      await subscribersHold({ journal, outbox, derived: createMemoryDerived() }, run);
    }),
    { numRuns: 40 },
  );
});
