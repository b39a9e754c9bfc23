import { randomBytes } from 'node:crypto';
import type { Commit } from '../../../src/core/model/commit.ts';
import { newConversation } from '../../../src/core/model/conversation.ts';
import type { Event } from '../../../src/core/model/event.ts';
import { createEntries } from '../../../src/transparency/entries/createEntries.ts';

/** What happens in a town, as often as it does: mostly questions that are answered. */
function eventsOf(number: number): readonly Event[] {
  const asked = { type: 'message.received', kind: 'text' } as const;
  const knowledge = 'v1';
  if (number % 20 === 0) {
    const opened = { type: 'case.opened', case: `c${number}`, by: null, kind: 'complaint', rule: 'complaint' } as const;
    const deadlines = { protocol: 'p1', department: 'oiac', firstDueAt: number, resolutionDueAt: null } as const;
    return [asked, { ...opened, ...deadlines }];
  }
  if (number % 7 === 0) return [asked, { type: 'question.unanswered', reason: 'unknown', knowledge }];
  const answered: Event = { type: 'question.answered', entry: 'padro.alta', locale: 'ca', knowledge };
  return [asked, answered];
}

/** Commits of many conversations whose entries are real: hidden fields, salts and digests. */
export function benchCommit(number: number, at: number): Commit {
  return {
    tenant: 'default',
    account: 'web',
    conversation: `c${number % 5_000}`,
    revision: Math.floor(number / 5_000) + 1,
    inboundKey: `i${number}`,
    at,
    events: eventsOf(number),
    state: newConversation(at),
    outbox: [],
    commitments: ['c'.repeat(64)],
    keyId: `k${number % 5_000}`,
    sealed: new Uint8Array(),
  };
}

/** Makes the entries of such commits. */
export function benchEntriesOf(roundingMs: number) {
  const keys = new Map<string, { readonly id: string; readonly key: Uint8Array }>();
  return createEntries({
    tenant: 'default',
    keys: {
      find: async (id: string) => {
        const found = keys.get(id) ?? { id, key: randomBytes(32) };
        keys.set(id, found);
        return found;
      },
    },
    secret: new Uint8Array(32).fill(9),
    roundingMs,
  });
}
