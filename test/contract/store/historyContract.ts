import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Commit } from '../../../src/core/model/commit.ts';
import type { Store } from '../../../src/store/store.ts';
import { type MakeFixture, makeCommit, plain, type StoreFixture, sendTask, sideEffectsTask } from './fixture.ts';

/** One thing that may happen to a store, with numbers that pick a conversation and a message. */
type Step =
  | { readonly kind: 'turn'; readonly who: number; readonly message: number; readonly sends: number }
  | { readonly kind: 'race'; readonly who: number; readonly message: number; readonly rivals: number }
  | { readonly kind: 'turn cut by a crash'; readonly who: number; readonly message: number; readonly sends: number }
  | { readonly kind: 'crash' }
  | { readonly kind: 'restart' };

const who = fc.integer({ min: 0, max: 2 });
const message = fc.integer({ min: 0, max: 9 });
const sends = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('turn' as const), who, message, sends }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('race' as const), who, message, rivals: fc.integer({ min: 2, max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('turn cut by a crash' as const), who, message, sends }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

/** Any history of turns, redeliveries, races and crashes leaves the journal that a plain list would hold. */
export function historyContract(makeFixture: MakeFixture): void {
  describe('history', () => {
    test('any history leaves the journal that a plain list would hold', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          const fixture = await makeFixture();
          try {
            await run(fixture, steps);
          } finally {
            await fixture.dispose();
          }
        }),
        { numRuns: 12, interruptAfterTimeLimit: 20_000 },
      );
    });
  });
}

async function run(fixture: StoreFixture, steps: readonly Step[]): Promise<void> {
  const model: Commit[] = [];
  let store = await fixture.open();

  const find = (conversation: string, inboundKey: string) =>
    model.find((commit) => commit.conversation === conversation && commit.inboundKey === inboundKey);
  const newest = (conversation: string) => model.findLast((commit) => commit.conversation === conversation);

  /** Loads as the engine does; the next commit, or null when the message is in already. */
  async function prepare(person: number, id: number, count: number): Promise<Commit | null> {
    const conversation = `person ${person}`;
    const inboundKey = `message ${id}`;
    const loaded = await store.journal.load(conversation, inboundKey);
    const latest = newest(conversation);
    expect(loaded).toEqual({
      latest: latest ? { revision: latest.revision, state: latest.state, keyId: latest.keyId } : null,
      duplicateOf: find(conversation, inboundKey)?.revision ?? null,
    });
    if (loaded.duplicateOf !== null) return null;
    const sends = Array.from({ length: count }, (_, ordinal) => sendTask(ordinal));
    const outbox = count === 1 ? [...sends, sideEffectsTask(count)] : sends;
    return makeCommit(conversation, (latest?.revision ?? 0) + 1, { inboundKey, outbox });
  }

  for (const step of steps) {
    if (step.kind === 'crash') store = await fixture.openAfterCrash();
    else if (step.kind === 'restart') {
      await store.close();
      store = await fixture.open();
    } else if (step.kind === 'turn') {
      const commit = await prepare(step.who, step.message, step.sends);
      if (!commit) continue;
      expect(await store.journal.append(commit)).toBe('appended');
      model.push(commit);
      expect(await store.journal.append(commit)).toBe('duplicate');
    } else if (step.kind === 'race') {
      const commit = await prepare(step.who, step.message, 1);
      if (!commit) continue;
      model.push(await race(store, commit, step.rivals));
    } else {
      const commit = await prepare(step.who, step.message, step.sends);
      if (!commit) continue;
      const outcome = store.journal.append(commit).catch(() => 'cut');
      store = await fixture.openAfterCrash();
      await outcome;
      // Nobody was told, so either is right, but nothing in between.
      const [found] = await store.journal.read(commit.conversation, commit.revision - 1, 1);
      if (found) model.push(commit);
    }
  }

  expect(plain((await store.journal.scan(null, 1000)).commits)).toEqual(plain(model));
  const waiting = model.reduce((sum, commit) => sum + commit.outbox.length, 0);
  expect(await store.outbox.depth()).toEqual({ waiting, deadLetters: 0 });
}

/** Appends a commit and rivals for its revision at once; returns the one that was stored. */
async function race(store: Store, commit: Commit, count: number): Promise<Commit> {
  const rivals = Array.from({ length: count }, (_, index) => ({
    ...commit,
    inboundKey: `rival ${index} for ${commit.revision}`,
  }));
  const outcomes = await Promise.all(rivals.map((rival) => store.journal.append(rival)));
  expect(outcomes.toSorted()).toEqual(['appended', ...Array.from({ length: count - 1 }, () => 'conflict')]);
  return rivals[outcomes.indexOf('appended')] as Commit;
}
