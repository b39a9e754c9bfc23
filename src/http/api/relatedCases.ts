import { isVisible } from '../../core/cases/caseVisibility.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import { type CaseRow, queryWith } from '../../core/ports/caseIndex.ts';
import { agentVisibility } from './caseAccess.ts';
import type { ApiDeps } from './deps.ts';
import { toItem } from './items.ts';
import type { RequestContext } from './route.ts';
import type { PersonProof, RelatedCase } from './wire.ts';

/** Most cases of one address that are checked: the newest. A mailbox that many share has more. */
const mostOfAddress = 50;

type Deps = Pick<ApiDeps, 'tenant' | 'cases' | 'content' | 'readings'>;

/**
 * Other cases of the same person that the reader may see, newest first: of the conversation, of those that it continues (`before`),
 * and of those in which the same e-mail address was confirmed. Reading of another conversation's cases is recorded before they
 * are shown.
 */
export async function relatedCases(
  row: CaseRow,
  before: readonly ConversationId[],
  { agent, session }: Pick<RequestContext, 'agent' | 'session'>,
  deps: Deps,
): Promise<readonly RelatedCase[]> {
  const { tenant, cases, readings } = deps;
  const visibility = agentVisibility(agent, deps);
  const ofConversation = async (conversation: ConversationId) =>
    (await cases.find(queryWith(tenant, { conversation, order: 'changed' }))).rows;
  const withProof = (rows: readonly CaseRow[], proof: PersonProof) => rows.map((each) => ({ row: each, proof }));

  const own = await ofConversation(row.conversation);
  const earlier = (await Promise.all(before.map(ofConversation))).flat();
  const digests = new Set([...own, ...earlier].flatMap(({ emailDigest }) => emailDigest ?? []));
  const sameAddress = await Promise.all(
    [...digests].map((emailDigest) =>
      cases.find(queryWith(tenant, { emailDigest, order: 'changed', limit: mostOfAddress })),
    ),
  );
  const known = new Set([row.conversation, ...before]);
  const joined = new Set(sameAddress.flatMap(({ rows }) => rows.map(({ conversation }) => conversation)));
  // In a group not every case is of who confirmed the address.
  const byEmail = (await Promise.all([...joined].filter((each) => !known.has(each)).map(ofConversation)))
    .flat()
    .filter((each) => each.case.surface === 'private');

  const related = [
    ...withProof(own, 'conversation'),
    ...withProof(earlier, 'channel-transfer'),
    ...withProof(byEmail, 'email'),
  ]
    .filter((each) => each.row.case.code !== row.case.code && isVisible(visibility, each.row.case))
    .sort((a, b) => b.row.case.openedAt - a.row.case.openedAt);
  for (const { row: other, proof } of related)
    if (proof !== 'conversation')
      await readings.note({ by: agent.id, what: 'related', code: other.case.code, file: null }, session);
  return related.map(({ row: other, proof }) => ({ ...toItem(other), proof }));
}
