import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FileQuota } from '../../../src/core/ports/files.ts';
import { describeStore } from './describeStore.ts';
import { type MakeFixture, noon } from './fixture.ts';

const day = 86_400_000;
const plenty: FileQuota = { conversation: 1_000_000_000, day: 1_000_000_000 };

/** What every store must do with the files of people. */
export function filesContract(makeFixture: MakeFixture): void {
  describeStore('files', makeFixture, (bed) => {
    const spaceFor = (conversation: string, id: string, bytes = 100, at = noon) => ({ conversation, id, bytes, at });
    const keep = async (conversation: string, id: string, bytes = 100, at = noon) => {
      expect(await bed.store.files.reserve(spaceFor(conversation, id, bytes, at), plenty)).toBe('reserved');
      await bed.store.files.put(conversation, id, new Uint8Array(bytes).fill(7), 'key 1');
    };
    const idsOf = async (conversation: string) => (await bed.store.files.list(conversation)).map(({ id }) => id).sort();

    test('one is kept with its key, once, in its conversation', async () => {
      const bytes = new Uint8Array(300_000).map((_, index) => index % 253);
      expect(await bed.store.files.reserve(spaceFor('ana', 'photo'), plenty)).toBe('reserved');
      expect(await bed.store.files.get('ana', 'photo')).toBeNull();
      await bed.store.files.put('ana', 'photo', bytes, 'key 1');
      await bed.store.files.put('ana', 'photo', new Uint8Array([1]), 'key 2');
      const found = await bed.store.files.get('ana', 'photo');
      expect(found?.keyId).toBe('key 1');
      expect(Buffer.from(found?.sealed ?? []).equals(bytes)).toBe(true);
      expect(await bed.store.files.get('pau', 'photo')).toBeNull();
      expect(await bed.store.files.get('ana', 'other')).toBeNull();
      expect(await bed.store.files.list('ana')).toEqual([{ conversation: 'ana', id: 'photo', keyId: 'key 1' }]);
    });

    test('a large one comes back whole, and goes with its bytes', async () => {
      const bytes = Buffer.alloc(17_000_000, 1).fill(2, 9_000_000);
      await bed.store.files.reserve(spaceFor('ana', 'film', bytes.length), plenty);
      await bed.store.files.put('ana', 'film', bytes, 'key 1');
      expect(bytes.equals((await bed.store.files.get('ana', 'film'))?.sealed ?? Buffer.alloc(0))).toBe(true);
      await bed.store.files.remove('ana', ['film', 'nothing']);
      expect(await bed.store.files.get('ana', 'film')).toBeNull();
      expect(await bed.store.files.usage('ana', 0)).toEqual({ conversation: 0, day: 0 });
    });

    test('without room nothing is stored', async () => {
      await bed.store.files.put('ana', 'photo', new Uint8Array([1]), 'key 1');
      expect(await bed.store.files.get('ana', 'photo')).toBeNull();
      expect(await bed.store.files.list('ana')).toEqual([]);
    });

    test('room is taken before the bytes are there, and counted once', async () => {
      await bed.store.files.reserve(spaceFor('ana', 'photo', 600), plenty);
      expect(await bed.store.files.reserve(spaceFor('ana', 'photo', 600), plenty)).toBe('reserved');
      expect(await bed.store.files.usage('ana', noon - day)).toEqual({ conversation: 600, day: 600 });
      await bed.store.files.put('ana', 'photo', new Uint8Array(600), 'key 1');
      expect(await bed.store.files.reserve(spaceFor('ana', 'photo', 600), plenty)).toBe('present');
      expect(await bed.store.files.usage('ana', noon - day)).toEqual({ conversation: 600, day: 600 });
    });

    test('a conversation gets no more than its quota, and nobody else is held up by it', async () => {
      const quota = { conversation: 1_000, day: plenty.day };
      expect(await bed.store.files.reserve(spaceFor('ana', 'one', 1_000), quota)).toBe('reserved');
      expect(await bed.store.files.reserve(spaceFor('ana', 'two', 1), quota)).toBe('conversation-full');
      expect(await bed.store.files.reserve(spaceFor('pau', 'one', 1_000), quota)).toBe('reserved');
      expect(await idsOf('ana')).toEqual(['one']);
      await bed.store.files.remove('ana', ['one']);
      expect(await bed.store.files.reserve(spaceFor('ana', 'two', 1_000), quota)).toBe('reserved');
    });

    test('all together get no more than the quota of a day, and it begins again', async () => {
      const quota = { conversation: plenty.conversation, day: 1_000 };
      expect(await bed.store.files.reserve(spaceFor('ana', 'one', 600), quota)).toBe('reserved');
      expect(await bed.store.files.reserve(spaceFor('pau', 'one', 401), quota)).toBe('day-full');
      expect(await bed.store.files.reserve(spaceFor('pau', 'one', 400), quota)).toBe('reserved');
      expect(await bed.store.files.reserve(spaceFor('eva', 'one', 1_000, noon + day), quota)).toBe('reserved');
    });

    test('many at once never pass a quota', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 8 }), async (sizes) => {
          const conversation = `c${Math.trunc(Math.random() * 1e15)}`;
          const quota = { conversation: 1_000, day: plenty.day };
          const outcomes = await Promise.all(
            sizes.map((bytes, index) => bed.store.files.reserve(spaceFor(conversation, `f${index}`, bytes), quota)),
          );
          const taken = sizes.reduce((sum, bytes, index) => sum + (outcomes[index] === 'reserved' ? bytes : 0), 0);
          expect(taken).toBeLessThanOrEqual(1_000);
          expect((await bed.store.files.usage(conversation, 0)).conversation).toBe(taken);
        }),
        { numRuns: 10 },
      );
    });

    test('what no commit is known to refer to is listed once it is old, until it is confirmed or removed', async () => {
      await keep('ana', 'old', 100, noon);
      await keep('pau', 'older', 100, noon - 1);
      await bed.store.files.reserve(spaceFor('eva', 'room', 100, noon + 1), plenty);
      await keep('ana', 'new', 100, noon + 2);
      const listed = async (limit: number) =>
        (await bed.store.files.unconfirmed(noon + 2, limit)).map(({ id, keyId }) => [id, keyId]);
      expect(await listed(2)).toEqual([
        ['older', 'key 1'],
        ['old', 'key 1'],
      ]);
      expect(await listed(10)).toHaveLength(3);
      await bed.store.files.confirm('ana', ['old', 'nothing']);
      await bed.store.files.remove('pau', ['older']);
      expect(await listed(10)).toEqual([['room', null]]);
      expect(await bed.store.files.get('ana', 'old')).not.toBeNull();
    });

    test('they outlive a crash', async () => {
      await keep('ana', 'photo', 3);
      const survivor = await bed.fixture.openAfterCrash();
      expect(Buffer.from((await survivor.files.get('ana', 'photo'))?.sealed ?? [])).toEqual(Buffer.from([7, 7, 7]));
      expect(await survivor.files.usage('ana', 0)).toEqual({ conversation: 3, day: 3 });
    });

    test('the room that is left on the disk is a number, or not known', async () => {
      const free = await bed.store.files.freeBytes();
      expect(free === null || free > 0).toBe(true);
    });
  });
}
