import { changeCase, indexCases } from '../../cases/caseDraft.ts';
import { deadlinesOf } from '../../cases/deadlines.ts';
import type { CaseCode } from '../../model/case.ts';
import { notifyStaff } from '../openCase.ts';
import { isPublic } from '../replies/private.ts';
import { sameAgain, statusOf } from '../replies/receipt.ts';
import { say, sayText } from '../replies/say.ts';
import type { Turn } from '../turnDraft.ts';
/** Records the citizen's rating, 1 to 5. A later rating replaces it. */
export function rateCase(turn: Turn, code: CaseCode, rating: number): void {
  changeCase(turn, code, { rating });
  if (turn.state.askedToRate === code) turn.state = { ...turn.state, askedToRate: null };
  turn.events.push({ type: 'case.rated', case: code, by: null, rating });
  indexCases(turn);
  say(turn, 'rated', []);
}

/**
 * Reopens a case with new deadlines because the citizen says that it is not resolved. A case opened meanwhile for what
 * they wrote is merged into it.
 */
export function reopenCase(turn: Turn, code: CaseCode): void {
  const { now, account, knowledge, surface } = turn.input;
  const caseState = turn.state.cases.find((each) => each.code === code);
  if (caseState === undefined) return;
  const decision = knowledge.protocol.decide({
    kind: caseState.kind,
    traits: caseState.kind === 'question' ? ['needs-research'] : [],
    surface,
    account: { id: account.id, department: account.department, hours: account.hours },
    department: caseState.department,
    at: now,
  });
  const meanwhile = turn.state.cases.findLast(
    (each) => each.status === 'open' && each.kind === caseState.kind && each.openedAt >= (caseState.closed?.at ?? now),
  );
  changeCase(turn, code, {
    ...deadlinesOf(decision, { now, isAnswered: true }),
    status: 'open',
    closed: null,
    reopened: caseState.reopened + 1,
    citizenAt: now,
    escalatedTo: null,
    rating: null,
  });
  if (turn.state.askedToRate === code) turn.state = { ...turn.state, askedToRate: null };
  turn.events.push({ type: 'case.reopened', case: code, by: null });
  if (meanwhile !== undefined && meanwhile.assignee === null) {
    const closed = { at: now, by: null, reason: 'duplicate' as const };
    changeCase(turn, meanwhile.code, { status: 'closed', closed, escalations: [], mergedInto: code });
    turn.events.push({ type: 'case.merged', case: meanwhile.code, by: null, into: code });
  }
  const agents = caseState.assignee === null ? [] : [caseState.assignee];
  const reopened = turn.state.cases.find((each) => each.code === code) ?? caseState;
  notifyStaff(turn, reopened, 'citizen-wrote', { agents, roles: agents.length > 0 ? [] : ['agent'] });
  const { translate } = turn.input;
  // Others must not see where the case can be followed.
  if (isPublic(turn)) return sayText(turn, sameAgain(turn, reopened), []);
  sayText(turn, `${translate('caseReopened', turn.locale, { code })}\n\n${statusOf(turn, reopened)}`, []);
}
