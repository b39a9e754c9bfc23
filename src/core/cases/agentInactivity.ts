import type { CaseState } from '../model/case.ts';
import type { ConversationState } from '../model/conversation.ts';

/**
 * Milliseconds that a citizen may wait for an answer from the person who took over, before a supervisor is notified.
 */
const answerTimeoutMs = 20 * 60_000;
/** Escalation levels at which no supervisor has been notified yet. */
const lowLevels: readonly (string | null)[] = [null, 'agent'];

/**
 * When to notify a supervisor that the person who took over does not answer, as when they have just left. The bot stays
 * silent meanwhile, so nobody else would notice. Null: not needed.
 */
export function helpAt(caseState: CaseState, takeover: ConversationState['takeover']): number | null {
  const { status, staffAt, citizenAt, escalatedTo } = caseState;
  if (status !== 'open' || takeover?.case !== caseState.code || !lowLevels.includes(escalatedTo)) return null;
  if (staffAt !== null && staffAt >= citizenAt) return null;
  return Math.max(citizenAt, takeover.since) + answerTimeoutMs;
}

/**
 * The escalation level of a case once staff have answered. A level up to supervisor is reset, so that the supervisor can
 * be notified again.
 */
export function afterAnswer({ escalatedTo }: CaseState): string | null {
  return escalatedTo === 'supervisor' || lowLevels.includes(escalatedTo) ? null : escalatedTo;
}
