import { restricts } from '../../journal/usableContent.ts';
import type { CaseCode, CaseState } from '../../model/case.ts';
import { isRecord } from '../../model/commit.ts';
import { type ConversationId, upToDate } from '../../model/conversation.ts';
import { type CaseIndex, queryWith } from '../../ports/caseIndex.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Sealer } from '../../ports/sealer.ts';

/** An address that its reader confirmed by the link or the code in an e-mail, as the index may know it. */
export interface ConfirmedEmail {
  /** A pseudonym that only this installation can derive from the address. */
  readonly digest: string;
  /** The key under which the address itself is sealed: with it goes the digest. */
  readonly keyId: string;
}

interface Deps {
  readonly journal: Pick<Journal, 'read'>;
  readonly sealer: Pick<Sealer, 'open' | 'inboundKey'>;
}

/** The pseudonym of an address: the same however its letters are written, another one in each tenant and installation. */
export function emailDigestOf({ inboundKey }: Pick<Sealer, 'inboundKey'>, tenant: string, email: string): string {
  return inboundKey(`${tenant} confirmed e-mail`, email.trim().normalize('NFC').toLowerCase());
}

/**
 * The address that the citizen of a case confirmed, by the link in an e-mail or else by the code that a flow sent there; null:
 * none, or it was withdrawn, replaced or erased. In a group it proves nothing: the other cases there may be somebody else's.
 */
export async function confirmedEmail(
  { tenant, conversation }: { readonly tenant: string; readonly conversation: ConversationId },
  { emailUpdates, collected, surface }: Pick<CaseState, 'emailUpdates' | 'collected' | 'surface'>,
  { journal, sealer }: Deps,
): Promise<ConfirmedEmail | null> {
  if (surface === 'public') return null;
  const contentAt = async (revision: number) => {
    const [commit] = await journal.read(conversation, revision - 1, 1);
    const content = commit === undefined ? null : await sealer.open(commit);
    return commit === undefined || content === null ? null : { content, keyId: commit.keyId };
  };
  if (emailUpdates?.confirmed === true) {
    const given = await contentAt(emailUpdates.revision);
    const address = given?.content.updatesTo;
    if (given !== null && address !== undefined && 'email' in address)
      return { digest: emailDigestOf(sealer, tenant, address.email), keyId: given.keyId };
  }
  const byCode = (collected ?? []).findLast(({ confirmed }) => confirmed !== undefined);
  if (byCode?.confirmed === undefined) return null;
  const collecting = await contentAt(byCode.revision);
  const email = collecting?.content.collected?.slots[byCode.confirmed]?.value;
  if (collecting === null || email === undefined) return null;
  return { digest: emailDigestOf(sealer, tenant, email), keyId: collecting.keyId };
}

/**
 * Whether the people of two conversations confirmed the same address. By the journal: the index may be a moment behind, and who
 * withdrew an address or erased it is not joined to anybody from then on.
 */
export async function confirmedSameEmail(
  tenant: string,
  [one, other]: readonly [ConversationId, ConversationId],
  deps: Deps & { readonly journal: Pick<Journal, 'load'>; readonly index: Pick<CaseIndex, 'find'> },
): Promise<boolean> {
  const [left, right] = await Promise.all([digestsIn(tenant, one, deps), digestsIn(tenant, other, deps)]);
  return [...left].some((digest) => right.has(digest));
}

/** Closed cases leave the state of a conversation in time but stay in the index. */
async function digestsIn(
  tenant: string,
  conversation: ConversationId,
  deps: Deps & { readonly journal: Pick<Journal, 'load'>; readonly index: Pick<CaseIndex, 'find'> },
): Promise<ReadonlySet<string>> {
  const { latest } = await deps.journal.load(conversation, '');
  if (latest === null || isRecord(latest.state) || restricts(latest.state)) return new Set();
  const cases = new Map<CaseCode, CaseState>();
  const { rows } = await deps.index.find(queryWith(tenant, { conversation, limit: 200 }));
  for (const row of rows) cases.set(row.case.code, row.case);
  for (const each of upToDate(latest.state).cases) cases.set(each.code, each);
  const found = await Promise.all(
    [...cases.values()].map((each) => confirmedEmail({ tenant, conversation }, each, deps)),
  );
  return new Set(found.flatMap((each) => each?.digest ?? []));
}
