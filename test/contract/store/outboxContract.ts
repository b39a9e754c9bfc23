import { expect, test } from '@jest/globals';
import type { OutboxEntry } from '../../../src/core/ports/outbox.ts';
import { describeStore } from './describeStore.ts';
import { appendAll, type MakeFixture, makeCommit, makeCommits, nameOf, noon, sendTask } from './fixture.ts';

const now = noon + 1_000;
const leaseUntil = now + 60_000;

/** What every outbox must do: order, leases, retries, and what is given up. */
export function outboxContract(makeFixture: MakeFixture): void {
  describeStore('outbox', makeFixture, (bed) => {
    const claim = (at: number, limit: number) => bed.store.outbox.claim(at, at + 60_000, limit);
    const names = async (at: number) => (await claim(at, 100)).map(nameOf);
    async function claimOne(at: number): Promise<OutboxEntry> {
      const entries = await claim(at, 100);
      if (entries.length !== 1 || !entries[0]) throw new Error(`expected one task, got ${entries.map(nameOf)}`);
      return entries[0];
    }

    test('an empty outbox has nothing to do', async () => {
      expect(await claim(now, 10)).toEqual([]);
      expect(await bed.store.outbox.nextDue()).toBeNull();
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
    });

    test('a task says whose it is and what is to be done', async () => {
      const task = { ordinal: 0, kind: 'effect', sideEffect: { type: 'erase-content' } } as const;
      await appendAll(bed.store, [makeCommit('ana', 1, { tenant: 'prat', account: 'biblioteca', outbox: [task] })]);
      const identity = { tenant: 'prat', account: 'biblioteca', conversation: 'ana', revision: 1 };
      expect(await claim(now, 10)).toEqual([{ ...identity, task, attempts: 0 }]);
    });

    test('a task is due from the time of its commit', async () => {
      await appendAll(bed.store, [makeCommit('ana', 1, { at: now, outbox: [sendTask(0)] })]);
      expect(await bed.store.outbox.nextDue()).toBe(now);
      expect(await names(now - 1)).toEqual([]);
      expect(await names(now)).toEqual(['ana 1.0']);
    });

    test('each conversation gives its oldest task only, the next one once that is done', async () => {
      await appendAll(bed.store, makeCommits('ana', [2, 1]));
      await appendAll(bed.store, makeCommits('pau', [1]));
      const order: string[] = [];
      for (;;) {
        const entries = await claim(now, 100);
        if (entries.length === 0) break;
        order.push(entries.map(nameOf).sort().join(', '));
        for (const entry of entries) await bed.store.outbox.done(entry, null);
      }
      expect(order).toEqual(['ana 1.0, pau 1.0', 'ana 1.1', 'ana 2.0']);
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
    });

    test('a conversation with a task under way gives no other one, not even one that comes meanwhile', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      const entry = await claimOne(now);
      await appendAll(bed.store, [makeCommit('ana', 2, { outbox: [sendTask(0)] })]);
      expect(await names(now)).toEqual([]);
      await bed.store.outbox.done(entry, '77');
      expect(await names(now)).toEqual(['ana 2.0']);
    });

    test('tells what of a conversation waits and what was given up; what was delivered is not told', async () => {
      await appendAll(bed.store, makeCommits('ana', [3]));
      await bed.store.outbox.done(await claimOne(now), null);
      await bed.store.outbox.deadLetter(await claimOne(now), 'platform.refused');
      await appendAll(bed.store, makeCommits('pau', [1]));
      const notified = (await bed.store.outbox.undelivered('ana')).toSorted((a, b) => a.ordinal - b.ordinal);
      expect(notified).toEqual([
        { revision: 1, ordinal: 1, state: 'dead-letter' },
        { revision: 1, ordinal: 2, state: 'waiting' },
      ]);
      expect(await bed.store.outbox.undelivered('nobody')).toEqual([]);
    });

    test('what has waited longest comes first, at most so many', async () => {
      for (const [index, name] of ['ana', 'pau', 'eva'].entries()) {
        await appendAll(bed.store, [makeCommit(name, 1, { at: noon + 10 - index, outbox: [sendTask(0)] })]);
      }
      expect((await claim(now, 2)).map(nameOf)).toEqual(['eva 1.0', 'pau 1.0']);
      expect((await claim(now, 2)).map(nameOf)).toEqual(['ana 1.0']);
    });

    test('a lease that ran out counts as a failed attempt and the task is given out again', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      expect((await claimOne(now)).attempts).toBe(0);
      expect(await bed.store.outbox.nextDue()).toBe(leaseUntil);
      expect(await names(leaseUntil - 1)).toEqual([]);
      expect((await claimOne(leaseUntil)).attempts).toBe(1);
    });

    test('a failed task waits until it is due again, and its conversation with it, but no other', async () => {
      await appendAll(bed.store, makeCommits('ana', [2]));
      await appendAll(bed.store, makeCommits('pau', [2]));
      const [ana, pau] = (await claim(now, 10)).toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
      if (!ana || !pau) throw new Error('two tasks expected');
      await bed.store.outbox.retry(ana, now + 500, 'platform.unreachable');
      await bed.store.outbox.done(pau, null);
      expect(await names(now)).toEqual(['pau 1.1']);
      expect(await bed.store.outbox.nextDue()).toBe(now + 500);
      expect(await names(now + 499)).toEqual([]);
      const again = await claimOne(now + 500);
      expect([nameOf(again), again.attempts]).toEqual(['ana 1.0', 1]);
    });

    test('a task that was put back untried waits like a failed one, and no attempt is counted', async () => {
      await appendAll(bed.store, makeCommits('ana', [2]));
      const first = await claimOne(now);
      await bed.store.outbox.defer(first, now + 500.5, 'account.off');
      expect(await names(now + 500)).toEqual([]);
      const again = await claimOne(now + 501);
      expect([nameOf(again), again.attempts]).toEqual(['ana 1.0', 0]);
    });

    test('anybody who lost the lease cannot put the task back untried', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      const late = await claimOne(now);
      await claimOne(leaseUntil);
      await bed.store.outbox.defer(late, leaseUntil, 'account.off');
      expect(await names(leaseUntil)).toEqual([]);
    });

    test('what an account put back untried can be called back, for that reason only, and no other account’s', async () => {
      for (const [account, name] of ['library', 'library', 'market', 'library'].map(
        (each, i) => [each, `p${i}`] as const,
      )) {
        await appendAll(bed.store, [makeCommit(name, 1, { account, outbox: [sendTask(0), sendTask(1)] })]);
      }
      const [p0, p1, p2, p3] = (await claim(now, 10)).toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
      if (!p0 || !p1 || !p2 || !p3) throw new Error('four tasks expected');
      await bed.store.outbox.defer(p0, now + 9_000, 'account.off');
      await bed.store.outbox.defer(p1, now + 9_000, 'rate.limited');
      await bed.store.outbox.defer(p2, now + 9_000, 'account.off');
      await bed.store.outbox.retry(p3, now + 9_000, 'platform.unreachable');
      await bed.store.outbox.hasten('default', 'library', 'account.off', now + 100);
      expect(await bed.store.outbox.nextDue()).toBe(now + 100);
      expect(await names(now + 100)).toEqual(['p0 1.0']);
      await bed.store.outbox.hasten('default', 'library', 'account.off', now + 200);
      expect(await names(now + 8_999)).toEqual([]);
    });

    test('what became due, or is being sent, is not called back', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      await bed.store.outbox.defer(await claimOne(now), now + 500, 'account.off');
      await bed.store.outbox.hasten('default', 'web', 'account.off', now + 600);
      expect(await bed.store.outbox.nextDue()).toBe(now + 500);
      const entry = await claimOne(now + 500);
      await bed.store.outbox.hasten('default', 'web', 'account.off', now + 501);
      expect(await bed.store.outbox.nextDue()).toBe(now + 60_500);
      await bed.store.outbox.done(entry, null);
    });

    test('its depth is told by account', async () => {
      await appendAll(bed.store, [makeCommit('ana', 1, { account: 'library', outbox: [sendTask(0), sendTask(1)] })]);
      await appendAll(bed.store, [makeCommit('pau', 1, { account: 'market', outbox: [sendTask(0)] })]);
      await appendAll(bed.store, [makeCommit('eva', 1, { account: 'market', tenant: 'other', outbox: [sendTask(0)] })]);
      const entries = await claim(now, 10);
      for (const entry of entries) {
        if (entry.conversation !== 'ana') await bed.store.outbox.deadLetter(entry, 'platform.refused');
      }
      expect(await bed.store.outbox.depths()).toEqual([
        { tenant: 'default', account: 'library', waiting: 2, deadLetters: 0 },
        { tenant: 'default', account: 'market', waiting: 0, deadLetters: 1 },
        { tenant: 'other', account: 'market', waiting: 0, deadLetters: 1 },
      ]);
    });

    test('a back-off need not be a whole number of milliseconds', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      await bed.store.outbox.retry(await claimOne(now), now + 10.25, 'platform.unreachable');
      expect(await names(now + 10)).toEqual([]);
      expect(await names(now + 11)).toEqual(['ana 1.0']);
    });

    test('a task that is given up is kept for staff and the conversation goes on', async () => {
      await appendAll(bed.store, makeCommits('ana', [2]));
      await bed.store.outbox.retry(await claimOne(now), now, 'platform.unreachable');
      const second = await claimOne(now);
      await bed.store.outbox.deadLetter(second, 'platform.refused');
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 1, deadLetters: 1 });
      expect(await bed.store.outbox.listDeadLetters(10)).toEqual([
        { ...second, attempts: 2, code: 'platform.refused' },
      ]);
      expect(await names(now)).toEqual(['ana 1.1']);
    });

    test('what was given up can be tried again, before what came later', async () => {
      await appendAll(bed.store, makeCommits('ana', [2]));
      const refused = await claimOne(now);
      await bed.store.outbox.deadLetter(refused, 'platform.refused');
      const [deadLetters] = await bed.store.outbox.listDeadLetters(10);
      if (!deadLetters) throw new Error('nothing was dead');
      expect(await bed.store.outbox.requeue(deadLetters)).toBe(true);
      expect(await bed.store.outbox.requeue(deadLetters)).toBe(false);
      await bed.store.outbox.retry(refused, now + 500, 'platform.unreachable');
      await bed.store.outbox.deadLetter(refused, 'platform.refused');
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 2, deadLetters: 0 });
      const first = await claimOne(now);
      expect([nameOf(first), first.attempts]).toEqual(['ana 1.0', 0]);
      await bed.store.outbox.done(first, null);
      expect(await names(now)).toEqual(['ana 1.1']);
    });

    test('what is tried again waits for the message that is being sent', async () => {
      await appendAll(bed.store, makeCommits('ana', [2]));
      await bed.store.outbox.deadLetter(await claimOne(now), 'platform.refused');
      const underWay = await claimOne(now);
      const [deadLetters] = await bed.store.outbox.listDeadLetters(10);
      if (!deadLetters) throw new Error('nothing was dead');
      await bed.store.outbox.requeue(deadLetters);
      expect(await names(now)).toEqual([]);
      await bed.store.outbox.done(underWay, null);
      expect(await names(now)).toEqual(['ana 1.0']);
    });

    test('a late "done" is believed once and repeated by nobody', async () => {
      await appendAll(bed.store, makeCommits('ana', [3]));
      const late = await claimOne(now);
      const taken = await claimOne(leaseUntil);
      await bed.store.outbox.done(late, '1');
      await bed.store.outbox.done(taken, '2');
      await bed.store.outbox.done(late, '1');
      expect(await names(leaseUntil)).toEqual(['ana 1.1']);
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 2, deadLetters: 0 });
    });

    test('anybody who lost the lease can neither put the task back nor give it up', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      const late = await claimOne(now);
      const holder = await claimOne(leaseUntil);
      await bed.store.outbox.retry(late, leaseUntil, 'platform.unreachable');
      await bed.store.outbox.deadLetter(late, 'platform.refused');
      expect(await names(leaseUntil)).toEqual([]);
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 1, deadLetters: 0 });
      await bed.store.outbox.done(holder, null);
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
    });

    test('anybody who kept its lease too long may still put the task back if nobody took it', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      await bed.store.outbox.retry(await claimOne(now), leaseUntil + 5, 'platform.unreachable');
      expect((await claimOne(leaseUntil + 5)).attempts).toBe(1);
    });

    test('a task of an unknown conversation is nobody’s', async () => {
      const unknownSender = { tenant: 'default', account: 'web', conversation: 'nobody', revision: 1, attempts: 0 };
      const entry = { ...unknownSender, task: sendTask(0) };
      await bed.store.outbox.done(entry, null);
      await bed.store.outbox.deadLetter(entry, 'platform.refused');
      expect(await bed.store.outbox.requeue(entry)).toBe(false);
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
    });

    test('several processes that claim at once never get the same task', async () => {
      const people = Array.from({ length: 40 }, (_, index) => `person ${index}`);
      for (const name of people) await appendAll(bed.store, makeCommits(name, [1]));
      const processes = [bed.store, await bed.fixture.open(), await bed.fixture.open()];
      const claims = await Promise.all(processes.map(({ outbox }) => outbox.claim(now, leaseUntil, 20)));
      // What two of them reached for at the same time may be left for the next round.
      const rest = await bed.store.outbox.claim(now, leaseUntil, people.length);
      const got = [...claims.flat(), ...rest].map(nameOf);
      expect(got.length).toBe(40);
      expect(new Set(got).size).toBe(40);
    });

    test('leases, retries and what was given up outlive a crash', async () => {
      await appendAll(bed.store, makeCommits('ana', [1]));
      await bed.store.outbox.retry(await claimOne(now), now + 500, 'platform.unreachable');
      await appendAll(bed.store, makeCommits('pau', [2]));
      await bed.store.outbox.deadLetter(await claimOne(now), 'platform.refused');
      await claimOne(now);
      const survivor = await bed.fixture.openAfterCrash();
      expect(await survivor.outbox.depth()).toEqual({ waiting: 2, deadLetters: 1 });
      expect(await survivor.outbox.claim(now, leaseUntil, 10)).toEqual([]);
      const later = await survivor.outbox.claim(leaseUntil, leaseUntil + 60_000, 10);
      expect(later.map((entry) => [nameOf(entry), entry.attempts])).toEqual([
        ['ana 1.0', 1],
        ['pau 1.1', 1],
      ]);
    });
  });
}
