import { hasBrokenGlass, isVisible } from '../../core/cases/caseVisibility.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { CaseCode, CaseState } from '../../core/model/case.ts';
import { isRecord } from '../../core/model/commit.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import type { CaseIndex, CaseRow } from '../../core/ports/caseIndex.ts';
import { queryWith } from '../../core/ports/caseIndex.ts';
import { agentVisibility } from './caseAccess.ts';
import type { ApiDeps } from './deps.ts';

type Deps = Pick<ApiDeps, 'tenant' | 'content' | 'journal' | 'clock'> & {
  readonly cases: Pick<CaseIndex, 'find'>;
};

/** Page size. */
const page = 200;

/**
 * The cases of some conversations of one person whose turns a viewer of one of them may read; null: all turns,
 * including those without a case. A case that was merged into a visible one counts as part of it.
 */
export async function visibleCases(
  row: CaseRow,
  agent: Agent,
  conversations: readonly ConversationId[],
  deps: Deps,
): Promise<ReadonlySet<CaseCode> | null> {
  const visibility = agentVisibility(agent, deps);
  if (visibility === null || hasBrokenGlass(row.case, agent.id, deps.clock())) return null;
  const cases = await casesIn(conversations, deps);
  const seen = new Set(cases.filter((each) => isVisible(visibility, each)).map(({ code }) => code));
  for (let before = -1; before < seen.size; ) {
    before = seen.size;
    for (const { code, mergedInto } of cases) if (mergedInto !== null && seen.has(mergedInto)) seen.add(code);
  }
  return seen;
}

/** Codes of the person's cases that somebody may not see. */
export async function hiddenCases(
  agent: Agent,
  conversations: readonly ConversationId[],
  deps: Deps,
): Promise<readonly CaseCode[]> {
  const visibility = agentVisibility(agent, deps);
  const cases = await casesIn(conversations, deps);
  return cases.filter((each) => !isVisible(visibility, each)).map(({ code }) => code);
}

/** All cases of some conversations, in their current state. */
async function casesIn(conversations: readonly ConversationId[], deps: Deps): Promise<readonly CaseState[]> {
  const found = await Promise.all(conversations.map((conversation) => casesOf(conversation, deps)));
  return found.flat();
}

/**
 * Closed cases leave the state of a conversation but stay in the index, which may be slightly behind for the others.
 */
async function casesOf(conversation: ConversationId, { tenant, cases, journal }: Deps): Promise<readonly CaseState[]> {
  const found = new Map<CaseCode, CaseState>();
  for (let after: string | null = null; ; ) {
    const { rows, next } = await cases.find(queryWith(tenant, { conversation, after, limit: page }));
    for (const each of rows) found.set(each.case.code, each.case);
    if (next === null) break;
    after = next;
  }
  const { latest } = await journal.load(conversation, '');
  if (latest !== null && !isRecord(latest.state)) for (const each of latest.state.cases) found.set(each.code, each);
  return [...found.values()];
}
