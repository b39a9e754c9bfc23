import { expect, test } from '@jest/globals';
import { sideEffectsLeaseMs } from '../../../src/core/model/commit.ts';
import type { OutboxEntry } from '../../../src/core/ports/outbox.ts';
import { describeStore } from './describeStore.ts';
import { appendAll, type MakeFixture, makeCommit, nameOf, noon, sendTask, sideEffectsTask } from './fixture.ts';

/** When what the commits below asked for is no longer left to the process that appended them. */
const over = noon + sideEffectsLeaseMs;

/** What a turn asks of the outside: done at once by the process that appended it, found by others if it was not. */
export function sideEffectsContract(makeFixture: MakeFixture): void {
  describeStore('side effects', makeFixture, (bed) => {
    const names = async (at: number) => (await bed.store.outbox.claim(at, at + 60_000, 100)).map(nameOf).sort();
    const append = (conversation: string, revision: number, sends: number) =>
      appendAll(bed.store, [
        makeCommit(conversation, revision, {
          at: noon,
          outbox: [...Array.from({ length: sends }, (_, ordinal) => sendTask(ordinal)), sideEffectsTask(sends)],
        }),
      ]);
    /** As the process that appended it knows it. */
    const own = (conversation: string, revision: number, ordinal: number): OutboxEntry => {
      const identity = { tenant: 'default', account: 'web', conversation, revision };
      return { ...identity, task: sideEffectsTask(ordinal), attempts: 0 };
    };
    async function claimOne(at: number): Promise<OutboxEntry> {
      const [entry, ...others] = await bed.store.outbox.claim(at, at + 60_000, 100);
      if (!entry || others.length > 0) throw new Error('expected one task');
      return entry;
    }

    test('is left to the process that appended its commit, and is gone when they say that it is done', async () => {
      await append('ana', 1, 0);
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 1, deadLetters: 0 });
      expect(await bed.store.outbox.nextDue()).toBe(over);
      expect(await names(over - 1)).toEqual([]);
      await bed.store.outbox.done(own('ana', 1, 0), null);
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
      expect(await bed.store.outbox.nextDue()).toBeNull();
      expect(await names(over)).toEqual([]);
    });

    test('that goes on is kept from other processes for a while, and is gone when it is done', async () => {
      await append('ana', 1, 0);
      await append('berta', 1, 0);
      for (const name of ['ana', 'berta'])
        await bed.store.outbox.defer(own(name, 1, 0), over + 40_000, 'platform.unreachable');
      expect(await names(over + 39_999)).toEqual([]);
      await bed.store.outbox.done(own('ana', 1, 0), null);
      // The process that had the other one died.
      expect(await names(over + 40_000)).toEqual(['berta 1.0']);
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 1, deadLetters: 0 });
    });

    test('that a process left behind is found by another one, and counts as tried', async () => {
      await append('ana', 1, 0);
      bed.store = await bed.fixture.openAfterCrash();
      expect(await bed.store.outbox.claim(over, over + 60_000, 10)).toEqual([{ ...own('ana', 1, 0), attempts: 1 }]);
      expect(await names(over)).toEqual([]);
    });

    test('that could not be done at once comes when they say, unless another one has taken it', async () => {
      await append('ana', 1, 0);
      await bed.store.outbox.retry(own('ana', 1, 0), noon + 500, 'store.busy');
      expect(await bed.store.outbox.nextDue()).toBe(noon + 500);
      expect(await names(noon + 499)).toEqual([]);
      expect((await claimOne(noon + 500)).attempts).toBe(1);
      await bed.store.outbox.retry(own('ana', 1, 0), noon + 600, 'store.busy');
      expect(await names(noon + 600)).toEqual([]);
    });

    test('waits for no message of its conversation, and none waits for it', async () => {
      await append('ana', 1, 2);
      await append('ana', 2, 1);
      const first = await claimOne(noon);
      await bed.store.outbox.retry(first, over + 1, 'platform.unreachable');
      expect(await names(over)).toEqual(['ana 1.2', 'ana 2.1']);
      expect(await names(over + 1)).toEqual(['ana 1.0']);
      await bed.store.outbox.done({ ...first, attempts: 1 }, null);
      expect(await names(over + 1)).toEqual(['ana 1.1']);
    });

    test('gives way to no other one of its conversation', async () => {
      for (const revision of [1, 2, 3]) await append('ana', revision, 0);
      await bed.store.outbox.done(own('ana', 2, 0), null);
      expect(await names(over)).toEqual(['ana 1.0', 'ana 3.0']);
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 2, deadLetters: 0 });
    });

    test('that is given up is kept, told of to nobody who reads the conversation, and can be tried again', async () => {
      await append('ana', 1, 1);
      await bed.store.outbox.done(await claimOne(noon), null);
      await bed.store.outbox.deadLetter(await claimOne(over), 'handler.failed');
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 1 });
      expect(await bed.store.outbox.undelivered('ana')).toEqual([]);
      const [deadLetters] = await bed.store.outbox.listDeadLetters(10);
      expect(deadLetters).toMatchObject({ conversation: 'ana', revision: 1, attempts: 2, code: 'handler.failed' });
      if (!deadLetters) throw new Error('nothing was dead');
      await append('ana', 2, 1);
      const underWay = await claimOne(noon);
      expect(await bed.store.outbox.requeue(deadLetters)).toBe(true);
      expect(await bed.store.outbox.requeue(deadLetters)).toBe(false);
      const again = await claimOne(noon);
      expect([nameOf(again), again.attempts]).toEqual(['ana 1.1', 0]);
      await bed.store.outbox.done(again, null);
      await bed.store.outbox.done(underWay, null);
      await bed.store.outbox.done(own('ana', 2, 1), null);
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
    });

    test('that was done after all is not kept among what was given up', async () => {
      await append('ana', 1, 0);
      await bed.store.outbox.deadLetter(await claimOne(over), 'handler.failed');
      await bed.store.outbox.done(own('ana', 1, 0), null);
      await bed.store.outbox.done(own('ana', 1, 0), null);
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
    });

    test('of commits that lost their revision is nothing, that of the one that stands is done once', async () => {
      const rivals = Array.from({ length: 4 }, (_, index) =>
        makeCommit('ana', 1, { at: noon, inboundKey: `rival ${index}`, outbox: [sideEffectsTask(0)] }),
      );
      const outcomes = await Promise.all(rivals.map((rival) => bed.store.journal.append(rival)));
      expect(outcomes.toSorted()).toEqual(['appended', 'conflict', 'conflict', 'conflict']);
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 1, deadLetters: 0 });
      expect(await names(over)).toEqual(['ana 1.0']);
      await bed.store.outbox.done(own('ana', 1, 0), null);
      expect(await names(over + 3_600_000)).toEqual([]);
      expect(await bed.store.outbox.nextDue()).toBeNull();
    });
  });
}
