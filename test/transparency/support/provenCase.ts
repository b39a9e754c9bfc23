import type { Commit } from '../../../src/core/model/commit.ts';
import { newConversation } from '../../../src/core/model/conversation.ts';
import { createDisclosure, createEntries } from '../../../src/transparency/entries/createEntries.ts';
import { formatKey } from '../../../src/transparency/note/signedNote.ts';
import { proveEntry } from '../../../src/transparency/receipts/proveEntry.ts';
import { createMemoryKeys } from '../../support/memorySealer.ts';
import { entriesOf, grownLog, keys as logKeys } from './grownLog.ts';

const at = Date.parse('2026-11-24T10:47:13Z');
export const provenCode = '7KQ4-M2XB';
const secret = new Uint8Array(32).fill(9);

/** A log in which a case was entered among others, and how its citizen gets the proof. */
export async function provenCase({ before = 300, after = 20 } = {}) {
  const keys = createMemoryKeys();
  const { id: keyId } = await keys.current('conversation-of-ana');
  const commit: Commit = {
    tenant: 'default',
    account: 'library',
    conversation: 'conversation-of-ana',
    revision: 4,
    inboundKey: 'inbound-key',
    at,
    events: [
      { type: 'message.received', kind: 'text' },
      {
        ...{ type: 'case.opened', case: provenCode, by: null, kind: 'threat', rule: 'threat', protocol: 'p1' },
        ...{ department: 'policia-local', firstDueAt: at + 86_400_000, resolutionDueAt: null },
      },
    ],
    state: newConversation(at),
    outbox: [],
    commitments: ['c'.repeat(64)],
    keyId,
    sealed: new Uint8Array(),
  };
  const deps = { tenant: 'default', keys, secret, roundingMs: 3_600_000 };
  const [entry = ''] = await createEntries(deps)(commit);
  const log = grownLog([...entriesOf(before), Buffer.from(entry), ...entriesOf(after, before + 1)]);
  const disclose = createDisclosure(deps);
  return {
    commit,
    entry,
    log,
    keys,
    publicKeys: logKeys.map(formatKey),
    /** The file; null where there is none. */
    async proof(code = provenCode, files = log): Promise<string | null> {
      const disclosed = await disclose(commit, { case: code });
      return disclosed === null ? null : proveEntry(files, disclosed, '2026-11-24T10:00:00Z');
    },
  };
}
