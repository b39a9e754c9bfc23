import type { Commit, SealedContent } from '../../../src/core/model/commit.ts';
import { newConversation } from '../../../src/core/model/conversation.ts';
import type { Event } from '../../../src/core/model/event.ts';
import { commitToTexts, openCommitments } from '../../../src/journal/commitments.ts';
import { createDisclosure, createEntries } from '../../../src/transparency/entries/createEntries.ts';
import { formatKey } from '../../../src/transparency/note/signedNote.ts';
import { proveEntry, type ShownInProof } from '../../../src/transparency/receipts/proveEntry.ts';
import { createMemoryKeys } from '../../support/memorySealer.ts';
import { entriesOf, grownLog, keys as logKeys } from './grownLog.ts';

const at = Date.parse('2026-11-24T10:47:13Z');
export const provenCode = '7KQ4-M2XB';
const secret = new Uint8Array(32).fill(9);

/** What Ana wrote, and what she was answered. */
export const said: SealedContent = {
  address: null,
  inbound: { id: 'm1', content: { kind: 'text', text: "M'han amenaçat «de veritat»" }, localeHint: 'ca' },
  outbound: [{ text: 'Ho hem passat a la Policia Local.', markup: 'markdown', choices: [], files: [], locale: 'ca' }],
  salts: [],
};

const opened: Event = {
  ...{ type: 'case.opened', case: provenCode, by: null, kind: 'threat', rule: 'threat', protocol: 'p1' },
  ...{ department: 'policia-local', firstDueAt: at + 86_400_000, resolutionDueAt: null },
};

/** A log in which a case was entered among others, and how its citizen gets the proof. */
export async function provenCase({
  before = 300,
  after = 20,
  event = opened,
}: {
  readonly before?: number;
  readonly after?: number;
  readonly event?: Event;
} = {}) {
  const keys = createMemoryKeys();
  const { salts, commitments } = commitToTexts(said);
  const { id: keyId } = await keys.current('conversation-of-ana');
  const commit: Commit = {
    tenant: 'default',
    account: 'library',
    conversation: 'conversation-of-ana',
    revision: 4,
    inboundKey: 'inbound-key',
    at,
    events: [{ type: 'message.received', kind: 'text' }, event],
    state: newConversation(at),
    outbox: [],
    commitments,
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
    /** What was said, with its salts. */
    texts: openCommitments({ ...said, salts }),
    /** The file; null where there is none. */
    async proof(code: string | null = provenCode, files = log, shown: ShownInProof = {}): Promise<string | null> {
      const disclosed = await disclose(commit, code === null ? 'question' : { case: code });
      return disclosed === null ? null : proveEntry(files, disclosed, '2026-11-24T10:00:00Z', shown);
    },
  };
}
