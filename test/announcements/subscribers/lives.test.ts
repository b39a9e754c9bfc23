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

test('what is changed and changed back before anything was sent is told once', async () => {
  const { journal, outbox } = createMemoryJournal();
  const edit = (version: number) => [{ type: 'edit' as const, version }, { type: 'look' as const }];
  const happenings = [...edit(1), ...edit(0), ...edit(2), ...edit(1)];
  await subscribersHold({ journal, outbox, derived: createMemoryDerived() }, { happenings, hour: 10 });
});

test('an e-mail that arrived unnoticed after another one was stopped is recognised when it is told again', async () => {
  const { journal, outbox } = createMemoryJournal();
  const happenings = [
    { type: 'edit' as const, version: 1 },
    { type: 'fates' as const, fates: ['dies-before' as const] },
    { type: 'wait' as const, minutes: 240 },
    { type: 'look' as const },
    { type: 'edit' as const, version: 0 },
    { type: 'fates' as const, fates: ['lost-answer' as const, 'well' as const] },
    { type: 'look' as const },
    { type: 'wait' as const, minutes: 379 },
  ];
  await subscribersHold({ journal, outbox, derived: createMemoryDerived() }, { happenings, hour: 6 });
});
