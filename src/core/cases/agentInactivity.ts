import type { CaseState } from '../model/case.ts';
import type { ConversationState } from '../model/conversation.ts';

/** Milliseconds for which a citizen may wait for somebody who serves them, before others are told. */
const timeoutMs = 20 * 60_000;
/** Who was told so far that it makes no difference. */
const near: readonly (string | null)[] = [null, 'agent'];

/**
 * When who leads is to be told that somebody serves and does not answer, as when they have just left: the bot is silent
 * meanwhile, so that nobody else would notice. Null: there is no need.
 */
export function helpAt(caseState: CaseState, takeover: ConversationState['takeover']): number | null {
  const { status, staffAt, citizenAt, escalatedTo } = caseState;
  if (status !== 'open' || takeover?.case !== caseState.code || !near.includes(escalatedTo)) return null;
  if (staffAt !== null && staffAt >= citizenAt) return null;
  return Math.max(citizenAt, takeover.since) + timeoutMs;
}

/** What was told of a case once staff have answered: it may have to be told again. */
export function afterAnswer({ escalatedTo }: CaseState): string | null {
  return escalatedTo === 'supervisor' || near.includes(escalatedTo) ? null : escalatedTo;
}
