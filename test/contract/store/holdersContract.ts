import { expect, test } from '@jest/globals';
import type { OutboxEntry } from '../../../src/core/ports/outbox.ts';
import { describeStore } from './describeStore.ts';
import { appendAll, type MakeFixture, makeCommit, makeCommits, nameOf, noon, sideEffectsTask } from './fixture.ts';

const now = noon + 10_000;
const until = now + 60_000;

/** What every outbox must do about processes that hold tasks: signs of life, and what becomes of those who give none. */
export function holdersContract(makeFixture: MakeFixture): void {
  describeStore('outbox: who holds its tasks', makeFixture, (bed) => {
    const claim = (at: number, holder: string) => bed.store.outbox.claim(at, at + 60_000, 100, holder);
    const names = (entries: readonly OutboxEntry[]) => entries.map(nameOf).toSorted();
    const beatOf = async (name: string) => {
      const found = (await bed.store.outbox.holders()).find(({ holder }) => holder === name);
      if (found === undefined) throw new Error(`${name} is not among them`);
      return found.beat;
    };
    const waiting = async () => (await bed.store.outbox.depth()).waiting;

    test('anybody who claims something is among them, and anybody who finds nothing is not', async () => {
      expect(await claim(now, 'idle')).toEqual([]);
      expect(await bed.store.outbox.holders()).toEqual([]);
      await appendAll(bed.store, makeCommits('ana', [1]));
      await claim(now, 'a');
      expect((await bed.store.outbox.holders()).map(({ holder }) => holder)).toEqual(['a']);
    });

    test('each sign of life shows, and only one who is there can give it', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      await claim(now, 'a');
      const first = await beatOf('a');
      expect(await bed.store.outbox.beat('a')).toBe(true);
      const second = await beatOf('a');
      expect(second).not.toBe(first);
      await appendAll(bed.store, makeCommits('pau', [1]));
      await claim(now, 'a');
      expect(await beatOf('a')).not.toBe(second);
      expect(await bed.store.outbox.beat('stranger')).toBe(false);
      expect((await bed.store.outbox.holders()).map(({ holder }) => holder)).toEqual(['a']);
    });

    test('what one held that died is free at once, counts as tried, and keeps the order of its conversation', async () => {
      await appendAll(bed.store, makeCommits('ana', [2]));
      await appendAll(bed.store, makeCommits('pau', [1]));
      await claim(now, 'a');
      expect(await claim(now + 1, 'b')).toEqual([]);
      expect(await bed.store.outbox.reclaim('a', await beatOf('a'), now + 1)).toBe(2);
      expect(await bed.store.outbox.nextDue()).toBe(now + 1);
      const entries = await claim(now + 1, 'b');
      expect(names(entries)).toEqual(['ana 1.0', 'pau 1.0']);
      expect(entries.map(({ attempts }) => attempts)).toEqual([1, 1]);
      expect((await bed.store.outbox.holders()).map(({ holder }) => holder)).toEqual(['b']);
      for (const entry of entries) await bed.store.outbox.done(entry, null);
      expect(names(await claim(now + 1, 'b'))).toEqual(['ana 1.1']);
    });

    test('anybody who gave a sign of life meanwhile keeps what it has', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      await claim(now, 'a');
      const before = await beatOf('a');
      await bed.store.outbox.beat('a');
      expect(await bed.store.outbox.reclaim('a', before, now + 1)).toBe(0);
      expect(await bed.store.outbox.beat('a')).toBe(true);
      expect(await claim(until - 1, 'b')).toEqual([]);
    });

    test('nothing of others is touched: what waits for a retry, what another holds, what has no holder', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      const [ana] = await claim(now, 'a');
      if (!ana) throw new Error('one task expected');
      await bed.store.outbox.retry(ana, now + 5_000, 'platform.unreachable');
      await appendAll(bed.store, makeCommits('pau', [1]));
      await claim(now, 'b');
      await appendAll(bed.store, makeCommits('eva', [1]));
      await bed.store.outbox.claim(now, until, 100);
      await appendAll(bed.store, [makeCommit('zoe', 1, { at: now, outbox: [sideEffectsTask(0)] })]);
      expect(await bed.store.outbox.reclaim('a', await beatOf('a'), now + 1)).toBe(0);
      expect(await claim(now + 1, 'c')).toEqual([]);
      expect(names(await claim(now + 5_000, 'c'))).toEqual(['ana 1.0']);
    });

    test('what was taken from one and given to another is the other’s, whatever the first does later', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      const [late] = await claim(now, 'a');
      await bed.store.outbox.reclaim('a', await beatOf('a'), now + 1);
      expect(await bed.store.outbox.beat('a')).toBe(false);
      const [taken] = await claim(now + 1, 'b');
      if (!late || !taken) throw new Error('the task expected twice');
      await bed.store.outbox.retry(late, now + 2, 'platform.unreachable');
      await bed.store.outbox.deadLetter(late, 'platform.refused');
      expect([await waiting(), (await claim(now + 2, 'c')).length]).toEqual([1, 0]);
      // The first had sent it before it was silent: it is believed.
      await bed.store.outbox.done(late, '7');
      await bed.store.outbox.done(taken, '8');
      expect(await waiting()).toBe(0);
    });

    test('a side effect that one took up and left behind is free, too', async () => {
      await appendAll(bed.store, [makeCommit('ana', 1, { at: noon - 60_000, outbox: [sideEffectsTask(0)] })]);
      expect(names(await claim(now, 'a'))).toEqual(['ana 1.0']);
      expect(await bed.store.outbox.reclaim('a', await beatOf('a'), now + 1)).toBe(1);
      expect(names(await claim(now + 1, 'b'))).toEqual(['ana 1.0']);
    });

    test('of several who take one over at once, one frees what it held', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      await appendAll(bed.store, makeCommits('pau', [1]));
      await claim(now, 'a');
      const beat = await beatOf('a');
      const processes = [bed.store, await bed.fixture.open(), await bed.fixture.open()];
      const freed = await Promise.all(processes.map(({ outbox }) => outbox.reclaim('a', beat, now + 1)));
      expect(freed.toSorted()).toEqual([0, 0, 2]);
    });

    test('anybody who leaves is gone', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      const [entry] = await claim(now, 'a');
      if (!entry) throw new Error('one task expected');
      await bed.store.outbox.done(entry, null);
      await bed.store.outbox.leave('a');
      await bed.store.outbox.leave('a');
      expect(await bed.store.outbox.holders()).toEqual([]);
    });

    test('who held what is known after a crash', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      await claim(now, 'a');
      bed.store = await bed.fixture.openAfterCrash();
      expect(await claim(now + 1, 'b')).toEqual([]);
      expect(await bed.store.outbox.reclaim('a', await beatOf('a'), now + 1)).toBe(1);
      expect(names(await claim(now + 1, 'b'))).toEqual(['ana 1.0']);
    });
  });
}
