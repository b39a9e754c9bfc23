import { expect, test } from '@jest/globals';
import { followQuestions } from '../../../src/content/unanswered/followQuestions.ts';
import { createSnapshots } from '../../../src/content/unanswered/snapshots.ts';
import type { Commit } from '../../../src/core/model/commit.ts';
import type { Store } from '../../../src/store/store.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryKeys, createMemorySealer } from '../../support/memorySealer.ts';
import { createPubSub } from '../../support/pubsub.ts';
import { leaseOf } from '../../support/questionDesk.ts';
import { describeStore } from './describeStore.ts';
import { appendAll, type MakeFixture, makeCommit, noon } from './fixture.ts';

const sealer = createMemorySealer(createMemoryKeys());
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** A question that nobody could answer. */
async function asked(conversation: string, revision: number, text: string): Promise<Commit> {
  const inbound = { id: 'm', content: { kind: 'text' as const, text }, localeHint: null };
  return makeCommit(conversation, revision, {
    events: [
      { type: 'question.understood', knowledge: 'v1', ranked: [{ entry: 'padro.alta', confidence: 0.2 }] },
      { type: 'question.unanswered', reason: 'unknown', knowledge: 'v1' },
    ],
    ...(await sealer.seal(conversation, { address: null, inbound, outbound: [] }, 'current')),
  });
}

/** Reads a store's journal to its end, as a process that begins now. */
async function readOn(store: Store, token: number): Promise<void> {
  const end = new AbortController();
  const snapshots = createSnapshots({ derived: store.derived, tenant: 'default', dayOf });
  await followQuestions(
    {
      ...{
        tenant: 'default',
        journal: store.journal,
        sealer,
        snapshots,
        dayOf,
        vectorOf: null,
        centres: async () => null,
      },
      ...{ codeOfWords: (words: string) => `code of ${words.length}`, pubsub: createPubSub() },
      ...{ clock: () => noon, log: createLog() },
      timer: (_, ring) => {
        end.abort();
        ring();
        return () => {};
      },
    },
    leaseOf(token),
    end.signal,
  );
}

/** What every store must do with the index of questions, which is derived from its journal. */
export function questionsContract(makeFixture: MakeFixture): void {
  describeStore('the index of questions', makeFixture, (bed) => {
    test('goes on where another process left, and forgets what is erased', async () => {
      const read = async ({ derived }: Store) => {
        const stored = await createSnapshots({ derived, tenant: 'default', dayOf }).load();
        const { questions = new Map(), figures = new Map() } = stored?.index ?? {};
        return {
          asked: [...questions.values()].map(({ conversation, cluster, mark }) => [conversation, cluster === mark]),
          counted: [...(figures.get('2026-11-24') ?? [])],
        };
      };
      await appendAll(bed.store, [await asked('ana', 1, 'gallines'), await asked('pau', 1, 'gallines')]);
      await readOn(bed.store, 1);
      const counts = { asked: 2, given: 0, offered: 0, chosen: 0, refused: 0, escalated: 0, useful: 0, useless: 0 };
      const total = JSON.stringify(['', '', 'ca']);
      expect(await read(bed.store)).toEqual({
        asked: [
          ['ana', true],
          ['pau', false],
        ],
        counted: [[total, counts]],
      });
      const erasure = makeCommit('ana', 2, {
        events: [],
        outbox: [{ ordinal: 0, kind: 'effect', sideEffect: { type: 'erase-content' } }],
      });
      await appendAll(bed.store, [erasure, await asked('pau', 2, 'un castell')]);
      const survivor = await bed.fixture.openAfterCrash();
      await readOn(survivor, 2);
      expect(await read(survivor)).toEqual({
        asked: [
          ['pau', false],
          ['pau', true],
        ],
        counted: [[total, { ...counts, asked: 3 }]],
      });
    });
  });
}
