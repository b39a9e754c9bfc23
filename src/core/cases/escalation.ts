import type { CaseCode, CaseEscalation, CaseState } from '../model/case.ts';
import type { ConversationState } from '../model/conversation.ts';
import type { CaseEvent } from '../model/event.ts';
import { roles } from '../model/protocol.ts';
import { helpAt } from './agentInactivity.ts';
import { changeCase, type Draft, type DraftResult, indexCases, newDraft, notify, resultOf } from './caseDraft.ts';

/**
 * Works out what the passing of time changes in the cases of a conversation: pending notifications, missed deadlines,
 * expired snoozes. A pure function; at the same time and state, a second run finds nothing.
 */
export function tickCases(state: ConversationState, now: number): DraftResult<CaseEvent> {
  const draft = newDraft<CaseEvent>(state);
  for (const { code, status } of state.cases) {
    if (status === 'closed') continue;
    const tick = { draft, code, now };
    unsnooze(tick);
    escalate(tick);
    callForHelp(tick);
    breach(tick, 'first');
    breach(tick, 'resolution');
  }
  if (draft.state !== state) indexCases(draft);
  return resultOf(draft);
}

/** One case at a given time. */
interface Tick {
  readonly draft: Draft<CaseEvent>;
  readonly code: CaseCode;
  readonly now: number;
}

function caseAt({ draft, code }: Tick): CaseState {
  const caseState = draft.state.cases.find((each) => each.code === code);
  if (caseState === undefined) throw new Error('a case is missing from its conversation');
  return caseState;
}

function change({ draft, code }: Tick, changes: Partial<CaseState>): void {
  changeCase(draft, code, changes);
}

function unsnooze(tick: Tick): void {
  const { draft, code, now } = tick;
  const { status, snoozedUntil, assignee } = caseAt(tick);
  if (status !== 'snoozed' || snoozedUntil === null || snoozedUntil > now) return;
  change(tick, { status: 'open', snoozedUntil: null });
  draft.events.push({ type: 'case.unsnoozed', case: code, by: null });
  if (assignee !== null) notify(draft, caseAt(tick), { reason: 'deadline', agents: [assignee], roles: [] });
}

function escalate(tick: Tick): void {
  const { draft, code, now } = tick;
  const caseState = caseAt(tick);
  const { assignee } = caseState;
  const due = caseState.escalations.filter(({ at }) => at <= now);
  if (due.length === 0) return;
  for (const { of, fraction, roles } of due.filter((each) => !isMet(caseState, each))) {
    draft.events.push({ type: 'case.escalated', case: code, by: null, roles, of, fraction });
    change(tick, { escalatedTo: farthest([caseAt(tick).escalatedTo, ...roles]) });
    // An assigned case notifies its assignee; otherwise all agents of the department are notified.
    notify(draft, caseState, {
      reason: 'deadline',
      agents: assignee === null ? [] : [assignee],
      roles: assignee === null ? roles : roles.filter((role) => role !== 'agent'),
    });
  }
  change(tick, { escalations: caseState.escalations.filter(({ at }) => at > now) });
}

/** Escalates when somebody has taken the conversation over and does not answer. */
function callForHelp(tick: Tick): void {
  const { draft, code, now } = tick;
  const { takeover } = draft.state;
  const at = helpAt(caseAt(tick), takeover);
  if (at === null || at > now) return;
  const roles = ['supervisor'];
  draft.events.push({ type: 'case.escalated', case: code, by: null, roles, of: 'arrival', fraction: 1 });
  change(tick, { escalatedTo: 'supervisor' });
  notify(draft, caseAt(tick), { reason: 'citizen-wrote', agents: takeover === null ? [] : [takeover.by], roles });
}

function breach(tick: Tick, deadline: 'first' | 'resolution'): void {
  const { draft, code, now } = tick;
  const { assignee, [deadline]: due } = caseAt(tick);
  if (due === null || due.metAt !== null || due.breached || due.dueAt > now) return;
  change(tick, { [deadline]: { ...due, breached: true } });
  draft.events.push({ type: 'case.breached', case: code, by: null, deadline });
  notify(draft, caseAt(tick), {
    reason: 'breached',
    agents: assignee === null ? [] : [assignee],
    roles: assignee === null ? ['agent', 'supervisor'] : ['supervisor'],
  });
}

function isMet(caseState: CaseState, { of }: CaseEscalation): boolean {
  return of !== 'arrival' && caseState[of]?.metAt !== null && caseState[of] !== null;
}

/** The highest of the roles that were notified, in the order of `roles`. */
function farthest(escalations: readonly (string | null)[]): string | null {
  const order: readonly string[] = roles;
  return escalations.reduce((best, role) =>
    best === null || order.indexOf(role ?? '') > order.indexOf(best) ? role : best,
  );
}
