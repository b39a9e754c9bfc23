import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sideEffectsLeaseMs } from '../../../src/core/model/commit.ts';
import type { OutboxEntry } from '../../../src/core/ports/outbox.ts';
import { queueName } from '../../../src/store/queueName.ts';
import type { Store } from '../../../src/store/store.ts';
import { type MakeFixture, makeCommit, nameOf, noon, type StoreFixture, sendTask, sideEffectsTask } from './fixture.ts';

const lease = 100;

type Step =
  | { readonly kind: 'append'; readonly who: number; readonly sends: number; readonly asks: boolean }
  | { readonly kind: 'claim'; readonly limit: number }
  | {
      readonly kind: 'settle';
      readonly pick: number;
      readonly how: 'done' | 'retry' | 'defer' | 'dead-letter';
      readonly delay: number;
    }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'crash' };

/** A lease runs out while another task is given out: until its own task is given out again, its holder settles it. */
const lateSettle: Step[] = [
  { kind: 'append', who: 0, sends: 1, asks: false },
  { kind: 'append', who: 1, sends: 1, asks: false },
  { kind: 'claim', limit: 1 },
  { kind: 'wait', milliseconds: lease },
  { kind: 'claim', limit: 1 },
  { kind: 'settle', pick: 0, how: 'dead-letter', delay: 0 },
];

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      who: fc.integer({ min: 0, max: 3 }),
      sends: fc.integer({ min: 1, max: 3 }),
      asks: fc.boolean(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('claim' as const), limit: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      pick: fc.nat(),
      how: fc.constantFrom('done' as const, 'retry' as const, 'defer' as const, 'dead-letter' as const),
      delay: fc.integer({ min: 0, max: 80 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.integer({ min: 1, max: 150 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
);

/** Any history of claims, failures, lost leases and crashes keeps the order of each conversation and loses nothing. */
export function deliveryContract(makeFixture: MakeFixture): void {
  describe('delivery', () => {
    test('any history gives out what a plain queue a conversation would', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const fixture = await makeFixture();
          try {
            await run(fixture, steps);
          } finally {
            await fixture.dispose();
          }
        }),
        { numRuns: 20, interruptAfterTimeLimit: 20_000, examples: [[lateSettle]] },
      );
    });
  });
}

interface Waiting {
  readonly name: string;
  attempts: number;
  dueAt: number;
  leased: boolean;
}

async function run(fixture: StoreFixture, steps: readonly Step[]): Promise<void> {
  const queues = new Map<string, Waiting[]>();
  const revisions = new Map<string, number>();
  const held: OutboxEntry[] = [];
  const given = new Set<string>();
  let deadLetters = 0;
  let now = noon;
  let store: Store = await fixture.open();

  async function append(person: number, sends: number, asks: boolean): Promise<void> {
    const conversation = `person ${person}`;
    const revision = (revisions.get(conversation) ?? 0) + 1;
    revisions.set(conversation, revision);
    const outbox = Array.from({ length: sends }, (_, ordinal) => sendTask(ordinal));
    const sideEffects = sideEffectsTask(sends);
    await store.journal.append(
      makeCommit(conversation, revision, { at: now, outbox: asks ? [...outbox, sideEffects] : outbox }),
    );
    if (asks) {
      // The process that appended it has it already.
      const entry = { tenant: 'default', account: 'web', conversation, revision, task: sideEffects, attempts: 0 };
      const waiting = { name: nameOf(entry), attempts: 0, dueAt: now + sideEffectsLeaseMs, leased: true };
      queues.set(queueName(entry), [waiting]);
      held.push(entry);
    }
    const queue = queues.get(conversation) ?? [];
    for (const task of outbox) {
      queue.push({ name: nameOf({ conversation, revision, task }), attempts: 0, dueAt: now, leased: false });
    }
    queues.set(conversation, queue);
  }

  async function claim(limit: number): Promise<void> {
    const heads = [...queues.values()].flatMap((queue) => queue.slice(0, 1)).filter((head) => head.dueAt <= now);
    const entries = await store.outbox.claim(now, now + lease, limit);
    expect(entries).toHaveLength(Math.min(limit, heads.length));
    let before = 0;
    for (const entry of entries) {
      const head = heads.find(({ name }) => name === nameOf(entry));
      if (!head) throw new Error(`${nameOf(entry)} was given out too early or out of order`);
      if (head.leased) head.attempts += 1;
      expect(entry.attempts).toBe(head.attempts);
      expect(head.dueAt).toBeGreaterThanOrEqual(before);
      before = head.dueAt;
      head.dueAt = now + lease;
      head.leased = true;
      held.push(entry);
    }
  }

  async function settle(pick: number, how: 'done' | 'retry' | 'defer' | 'dead-letter', delay: number): Promise<void> {
    const [entry] = held.splice(pick % Math.max(1, held.length), 1);
    if (!entry) return;
    const queue = queues.get(queueName(entry)) ?? [];
    const head = queue[0]?.name === nameOf(entry) ? queue[0] : null;
    const isHolder = head?.leased === true && head.attempts === entry.attempts;
    if (how === 'done') {
      await store.outbox.done(entry, null);
      if (head) queue.shift();
      else if (entry.task.kind === 'side-effects' && given.delete(nameOf(entry))) deadLetters -= 1;
    } else if (how === 'retry') {
      await store.outbox.retry(entry, now + delay, 'platform.unreachable');
      if (head && isHolder) Object.assign(head, { attempts: head.attempts + 1, dueAt: now + delay, leased: false });
    } else if (how === 'defer') {
      await store.outbox.defer(entry, now + delay, 'account.off');
      if (head && isHolder) Object.assign(head, { dueAt: now + delay, leased: false });
    } else {
      await store.outbox.deadLetter(entry, 'platform.refused');
      if (isHolder) {
        queue.shift();
        deadLetters += 1;
        given.add(nameOf(entry));
      }
    }
  }

  for (const step of steps) {
    if (step.kind === 'append') await append(step.who, step.sends, step.asks);
    else if (step.kind === 'claim') await claim(step.limit);
    else if (step.kind === 'settle') await settle(step.pick, step.how, step.delay);
    else if (step.kind === 'wait') now += step.milliseconds;
    else store = await fixture.openAfterCrash();
    const heads = [...queues.values()].flatMap((queue) => queue.slice(0, 1));
    const due = heads.length === 0 ? null : Math.min(...heads.map(({ dueAt }) => dueAt));
    expect(await store.outbox.nextDue()).toBe(due);
  }
  const waiting = [...queues.values()].reduce((sum, queue) => sum + queue.length, 0);
  expect(await store.outbox.depth()).toEqual({ waiting, deadLetters });
}
