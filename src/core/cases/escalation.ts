import type { CaseDeadline, CaseEscalation, CaseState } from '../model/case.ts';
import type { ConversationState } from '../model/conversation.ts';
import type { CaseEvent, Notification, SideEffect } from '../model/event.ts';
import { roles } from '../model/protocol.ts';
import { helpAt } from './agentInactivity.ts';
import type { StaffResult } from './commands/draft.ts';

/**
 * Works out what time has done to the cases of a conversation: who must be told, which terms passed unmet, what was put
 * off until now. A pure function; done again at the same moment it finds nothing.
 */
export function tickCases(state: ConversationState, now: number): StaffResult {
  const events: CaseEvent[] = [];
  const sideEffects: SideEffect[] = [];
  const cases = state.cases.map((caseState) => {
    if (caseState.status === 'closed') return caseState;
    const tick: Tick = { now, caseState, events, sideEffects };
    unsnooze(tick);
    escalate(tick);
    callForHelp(tick, state.takeover);
    breach(tick, 'first');
    breach(tick, 'resolution');
    return tick.caseState;
  });
  if (cases.every((caseState, index) => caseState === state.cases[index]))
    return { state, events, outbound: [], sideEffects };
  return { state: { ...state, cases }, events, outbound: [], sideEffects: [...sideEffects, { type: 'index-cases' }] };
}

interface Tick {
  readonly now: number;
  caseState: CaseState;
  readonly events: CaseEvent[];
  readonly sideEffects: SideEffect[];
}

function unsnooze(tick: Tick): void {
  const { caseState, now } = tick;
  if (caseState.status !== 'snoozed' || caseState.snoozedUntil === null || caseState.snoozedUntil > now) return;
  tick.caseState = { ...caseState, status: 'open', snoozedUntil: null };
  tick.events.push({ type: 'case.unsnoozed', case: caseState.code, by: null });
  if (caseState.assignee !== null) notify(tick, { reason: 'deadline', agents: [caseState.assignee], roles: [] });
}

function escalate(tick: Tick): void {
  const { caseState, now } = tick;
  const due = caseState.escalations.filter(({ at }) => at <= now);
  if (due.length === 0) return;
  for (const escalation of due.filter((escalation) => !isMet(caseState, escalation))) {
    const { of, fraction } = escalation;
    tick.events.push({ type: 'case.escalated', case: caseState.code, by: null, roles: escalation.roles, of, fraction });
    tick.caseState = { ...tick.caseState, escalatedTo: farthest([tick.caseState.escalatedTo, ...escalation.roles]) };
    // Whoever has the case is told by name; else all agents of the department are.
    notify(tick, {
      reason: 'deadline',
      agents: caseState.assignee === null ? [] : [caseState.assignee],
      roles: caseState.assignee === null ? escalation.roles : escalation.roles.filter((role) => role !== 'agent'),
    });
  }
  tick.caseState = { ...tick.caseState, escalations: caseState.escalations.filter(({ at }) => at > now) };
}

/** Somebody serves and does not answer. */
function callForHelp(tick: Tick, takeover: ConversationState['takeover']): void {
  const { caseState, now } = tick;
  const at = helpAt(caseState, takeover);
  if (at === null || at > now) return;
  const roles = ['supervisor'];
  tick.events.push({ type: 'case.escalated', case: caseState.code, by: null, roles, of: 'arrival', fraction: 1 });
  tick.caseState = { ...caseState, escalatedTo: 'supervisor' };
  notify(tick, { reason: 'citizen-wrote', agents: takeover === null ? [] : [takeover.by], roles });
}

function breach(tick: Tick, deadline: 'first' | 'resolution'): void {
  const { caseState, now } = tick;
  const due: CaseDeadline | null = caseState[deadline];
  if (due === null || due.metAt !== null || due.breached || due.dueAt > now) return;
  tick.caseState = { ...caseState, [deadline]: { ...due, breached: true } };
  tick.events.push({ type: 'case.breached', case: caseState.code, by: null, deadline });
  notify(tick, {
    reason: 'breached',
    agents: caseState.assignee === null ? [] : [caseState.assignee],
    roles: caseState.assignee === null ? ['agent', 'supervisor'] : ['supervisor'],
  });
}

function isMet(caseState: CaseState, { of }: CaseEscalation): boolean {
  return of !== 'arrival' && caseState[of]?.metAt !== null && caseState[of] !== null;
}

function notify(
  { caseState, sideEffects }: Tick,
  notification: Pick<Notification, 'reason' | 'agents' | 'roles'>,
): void {
  const { code, department, first, resolution } = caseState;
  const open = [first, resolution].flatMap((deadline) =>
    deadline === null || deadline.metAt !== null ? [] : [deadline.dueAt],
  );
  const dueAt = open.length === 0 ? null : Math.min(...open);
  sideEffects.push({ type: 'notify', notification: { ...notification, case: code, department, dueAt } });
}

/** The role that is told last, of those that were told. */
function farthest(escalations: readonly (string | null)[]): string | null {
  const order: readonly string[] = roles;
  return escalations.reduce((best, role) =>
    best === null || order.indexOf(role ?? '') > order.indexOf(best) ? role : best,
  );
}
