import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { iterateCommits } from '../../src/core/journal/iterateCommits.ts';
import type { Commit } from '../../src/core/model/commit.ts';
import { digestCommits } from '../../src/journal/digest.ts';
import type { Store } from '../../src/store/store.ts';
import { makeCommit, nameOf, noon, type StoreFixture, sendTask } from '../contract/store/fixture.ts';
import { makeMongoFixture } from './mongo/mongoFixture.ts';
import { describeWith, startServer } from './mongo/server.ts';
import { makeSqliteFixture } from './sqlite/sqliteFixture.ts';

const server = await startServer();
afterAll(() => server?.stop());

/** What may happen to both stores; numbers pick who writes which message. */
type Step =
  | { readonly kind: 'message'; readonly who: number; readonly id: number; readonly sends: number }
  | { readonly kind: 'late rival'; readonly who: number; readonly id: number }
  | { readonly kind: 'message, crash, the same message'; readonly who: number; readonly id: number }
  | { readonly kind: 'deliver'; readonly limit: number; readonly how: 'done' | 'retry' | 'dead-letter' }
  | { readonly kind: 'crash' };

const who = fc.nat(2);
const id = fc.nat(8);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('message' as const), who, id, sends: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('late rival' as const), who, id }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('message, crash, the same message' as const), who, id }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('deliver' as const),
      limit: fc.integer({ min: 1, max: 3 }),
      how: fc.constantFrom('done' as const, 'retry' as const, 'dead-letter' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
);

describeWith(server)('SQLite and MongoDB', () => {
  test('hold the same journal after any mixture of turns, redeliveries and crashes', async () => {
    if (server === null) return;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const fixtures = [await makeSqliteFixture(), await makeMongoFixture(server, {})];
        try {
          const [one, two] = await Promise.all(fixtures.map((fixture) => live(fixture, steps)));
          expect(two).toEqual(one);
        } finally {
          for (const fixture of fixtures) await fixture.dispose();
        }
      }),
      { numRuns: 20, interruptAfterTimeLimit: 15_000 },
    );
  });
});

/** Lets everything happen to a store and tells what came of it. */
async function live(fixture: StoreFixture, steps: readonly Step[]) {
  const notified: string[] = [];
  let store: Store = await fixture.open();
  let now = noon;

  /** Takes a message as the engine does. */
  async function take(person: number, message: number, sends: number): Promise<Commit | null> {
    const conversation = `person ${person}`;
    const { latest, duplicateOf } = await store.journal.load(conversation, `message ${message}`);
    if (duplicateOf !== null) {
      notified.push(`known as ${duplicateOf}`);
      return null;
    }
    return makeCommit(conversation, (latest?.revision ?? 0) + 1, {
      inboundKey: `message ${message}`,
      at: now,
      outbox: Array.from({ length: sends }, (_, ordinal) => sendTask(ordinal)),
    });
  }

  /** No two tasks become due at the same moment, since their order would then be each store's own affair. */
  async function deliver(limit: number, how: 'done' | 'retry' | 'dead-letter'): Promise<void> {
    for (const [index, entry] of (await store.outbox.claim(now, now + 53, limit)).entries()) {
      notified.push(`${how} ${nameOf(entry)} after ${entry.attempts}`);
      if (how === 'done') await store.outbox.done(entry, null);
      else if (how === 'retry') await store.outbox.retry(entry, now + 21 + index, 'platform.unreachable');
      else await store.outbox.deadLetter(entry, 'platform.refused');
    }
  }

  for (const step of steps) {
    now += 10;
    if (step.kind === 'crash') store = await fixture.openAfterCrash();
    else if (step.kind === 'deliver') await deliver(step.limit, step.how);
    else {
      const commit = await take(step.who, step.id, step.kind === 'message' ? step.sends : 1);
      if (commit === null) continue;
      if (step.kind === 'message, crash, the same message') {
        const cut = store.journal.append(commit).catch(() => {});
        store = await fixture.openAfterCrash();
        await cut;
        await store.journal.append(commit);
        continue;
      }
      notified.push(await store.journal.append(commit));
      if (step.kind === 'message') continue;
      notified.push(await store.journal.append({ ...commit, inboundKey: `${commit.inboundKey} of a rival` }));
      notified.push(await store.journal.append({ ...commit, revision: commit.revision + 1 }));
    }
  }
  return {
    notified,
    journal: await digestCommits(iterateCommits(store.journal)),
    depth: await store.outbox.depth(),
    nextDue: await store.outbox.nextDue(),
    deadLetters: (await store.outbox.listDeadLetters(50)).map(nameOf),
  };
}
