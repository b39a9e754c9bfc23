import type { CaseCode, CaseState } from '../model/case.ts';
import { type Commit, isRecord } from '../model/commit.ts';
import { type ConversationId, upToDate } from '../model/conversation.ts';
import type { Journal } from '../ports/journal.ts';

/** A case as the state of a commit has it; null: it has no such case. */
export function caseIn(state: Commit['state'], code: CaseCode): CaseState | null {
  return isRecord(state) ? null : (upToDate(state).cases.find((each) => each.code === code) ?? null);
}

/** A case as it is now: much may have happened since the commit that asked for something. Null: it is gone. */
export async function newestCase(
  journal: Pick<Journal, 'load'>,
  conversation: ConversationId,
  code: CaseCode,
): Promise<CaseState | null> {
  const { latest } = await journal.load(conversation, '');
  return latest === null ? null : caseIn(latest.state, code);
}
