import { expect, test } from '@jest/globals';
import type { Commit } from '../../src/core/model/commit.ts';
import { newConversation } from '../../src/core/model/conversation.ts';
import type { Event } from '../../src/core/model/event.ts';
import { createEntries } from '../../src/transparency/entries/createEntries.ts';
import { caseStateOf } from '../support/caseState.ts';
import { createMemoryKeys } from '../support/memorySealer.ts';

const at = Date.parse('2026-11-24T10:47:13Z');
const code = '7KQ4-M2XB';
const released = {
  type: 'content.released',
  ...{ by: 'agent', number: 2, tree: 'tree', reviewer: null, note: null, reverts: null },
} as const;

const commitWith = (changes: Partial<Commit>): Commit => ({
  ...{ tenant: 'default', account: 'library', conversation: 'conversation-of-ana', revision: 4, inboundKey: 'key', at },
  ...{ events: [], state: newConversation(at), outbox: [], commitments: [], keyId: 'key-1', sealed: new Uint8Array() },
  ...changes,
});

async function entriesOf(commit: Commit): Promise<readonly string[]> {
  const keys = createMemoryKeys();
  await keys.current(commit.conversation);
  return createEntries({ tenant: 'default', keys, secret: new Uint8Array(32).fill(9), roundingMs: 3_600_000 })(commit);
}

test('tells the hours of attention that a deadline took, unless its kind is not shown', async () => {
  const met: Event = { case: code, by: 'agent', type: 'case.met', deadline: 'first', workingMinutes: 125 };
  const of = async (kind: 'complaint' | 'threat') => {
    const state = { ...newConversation(at), cases: [caseStateOf(code, at, { kind })] };
    const [line = ''] = await entriesOf(commitWith({ events: [met], state }));
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  };
  expect(await of('complaint')).toMatchObject({ deadline: 'first', workingHours: 2 });
  const touchy = await of('threat');
  expect([touchy.workingHours, (touchy._sd as string[]).length]).toEqual([undefined, 1]);
});

test('a release that changes the protocol has a second entry, with what changed and into which version', async () => {
  const changes = [
    { document: 'faq/padro/padro.alta', before: 'a', after: 'b' },
    { document: 'protocol.yaml', before: 'c', after: 'd' },
    { document: 'departments.yaml', before: 'e', after: null },
  ];
  const lines = await entriesOf(commitWith({ events: [{ ...released, changes }] }));
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ type: 'content.released', documents: 3, release: 2 }),
    {
      ...{ v: 1, type: 'protocol.changed', at: '2026-11-24T10:00:00Z', release: 2 },
      ...{ files: ['protocol.yaml', 'departments.yaml'], versions: ['d', 'removed'] },
    },
  ]);
});
