import type { Commit, OutboxTask } from '../../../src/core/model/commit.ts';
import { newConversation } from '../../../src/core/model/conversation.ts';
import type { OutboxEntry } from '../../../src/core/ports/outbox.ts';
import type { Store } from '../../../src/store/store.ts';

/** One set of data and the ways to open it, as a store under test provides them. */
export interface StoreFixture {
  /** Opens the data as one process would. */
  open(): Promise<Store>;
  /** What a process finds that starts after every other one was killed at this very moment. */
  openAfterCrash(): Promise<Store>;
  /** Closes whatever was opened and removes the data. */
  dispose(): Promise<void>;
}

export type MakeFixture = () => Promise<StoreFixture>;

/** When the commits of these tests are made, milliseconds since 1970. */
export const noon = Date.parse('2026-11-24T12:00:00Z');

export const sendTask = (ordinal: number): OutboxTask => ({ ordinal, kind: 'send', message: ordinal });

export const sideEffectsTask = (ordinal: number): OutboxTask => ({
  ordinal,
  kind: 'side-effects',
  sideEffects: [{ type: 'index-cases' }, { type: 'erase-content' }],
});

/** A commit that says which one it is in every part of it. */
export function makeCommit(conversation: string, revision: number, changes: Partial<Commit>): Commit {
  return {
    tenant: 'default',
    account: 'web',
    conversation,
    revision,
    inboundKey: `${conversation}-in-${revision}`,
    at: noon + revision,
    events: [
      { type: 'message.received', kind: 'text' },
      { type: 'question.answered', entry: `padro.alta-${revision}`, knowledge: 'v1', locale: 'ca' },
    ],
    state: { ...newConversation(noon), offered: [`entry:${conversation}-${revision}`] },
    outbox: [],
    commitments: [`${revision}`.padStart(64, '0')],
    keyId: `key of ${conversation}`,
    sealed: new Uint8Array([0, revision % 256, 255, 10, 13]),
    ...changes,
  };
}

/** Commits of a conversation with revisions from 1, each with so many messages to send. */
export function makeCommits(conversation: string, sends: readonly number[]): readonly Commit[] {
  return sends.map((count, index) =>
    makeCommit(conversation, index + 1, { outbox: Array.from({ length: count }, (_, ordinal) => sendTask(ordinal)) }),
  );
}

/** Commits in one form that can be compared, whatever kind of byte array a store returns. */
export function plain(commits: readonly Commit[]): readonly unknown[] {
  return commits.map((commit) => ({ ...commit, sealed: Buffer.from(commit.sealed).toString('hex') }));
}

/** A task in one word, as in `ana 2.0`: conversation, revision, ordinal. */
export function nameOf({
  conversation,
  revision,
  task,
}: Pick<OutboxEntry, 'conversation' | 'revision' | 'task'>): string {
  return `${conversation} ${revision}.${task.ordinal}`;
}

export async function appendAll(store: Store, commits: readonly Commit[]): Promise<void> {
  for (const commit of commits) {
    const outcome = await store.journal.append(commit);
    if (outcome !== 'appended') throw new Error(`${commit.conversation} ${commit.revision}: ${outcome}`);
  }
}
