import type { CaseRung, CaseState, CaseTerm } from '../model/case.ts';
import type { ConversationState } from '../model/conversation.ts';
import type { CaseEvent, Notice, SideEffect } from '../model/event.ts';
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
  const cases = state.cases.map((matter) => {
    if (matter.status === 'closed') return matter;
    const tick: Tick = { now, matter, events, sideEffects };
    unsnooze(tick);
    climb(tick);
    callForHelp(tick, state.takeover);
    breach(tick, 'first');
    breach(tick, 'resolution');
    return tick.matter;
  });
  if (cases.every((matter, index) => matter === state.cases[index]))
    return { state, events, outbound: [], sideEffects };
  return { state: { ...state, cases }, events, outbound: [], sideEffects: [...sideEffects, { type: 'index-cases' }] };
}

interface Tick {
  readonly now: number;
  matter: CaseState;
  readonly events: CaseEvent[];
  readonly sideEffects: SideEffect[];
}

function unsnooze(tick: Tick): void {
  const { matter, now } = tick;
  if (matter.status !== 'snoozed' || matter.snoozedUntil === null || matter.snoozedUntil > now) return;
  tick.matter = { ...matter, status: 'open', snoozedUntil: null };
  tick.events.push({ type: 'case.woken', case: matter.code, by: null });
  if (matter.assignee !== null) tell(tick, { reason: 'deadline', agents: [matter.assignee], roles: [] });
}

function climb(tick: Tick): void {
  const { matter, now } = tick;
  const due = matter.rungs.filter(({ at }) => at <= now);
  if (due.length === 0) return;
  for (const rung of due.filter((rung) => !isMet(matter, rung))) {
    const { of, fraction } = rung;
    tick.events.push({ type: 'case.climbed', case: matter.code, by: null, roles: rung.roles, of, fraction });
    tick.matter = { ...tick.matter, climbedTo: farthest([tick.matter.climbedTo, ...rung.roles]) };
    // Whoever has the case is told by name; else all agents of the department are.
    tell(tick, {
      reason: 'deadline',
      agents: matter.assignee === null ? [] : [matter.assignee],
      roles: matter.assignee === null ? rung.roles : rung.roles.filter((role) => role !== 'agent'),
    });
  }
  tick.matter = { ...tick.matter, rungs: matter.rungs.filter(({ at }) => at > now) };
}

/** Somebody serves and does not answer. */
function callForHelp(tick: Tick, takeover: ConversationState['takeover']): void {
  const { matter, now } = tick;
  const at = helpAt(matter, takeover);
  if (at === null || at > now) return;
  const roles = ['supervisor'];
  tick.events.push({ type: 'case.climbed', case: matter.code, by: null, roles, of: 'arrival', fraction: 1 });
  tick.matter = { ...matter, climbedTo: 'supervisor' };
  tell(tick, { reason: 'citizen-wrote', agents: takeover === null ? [] : [takeover.by], roles });
}

function breach(tick: Tick, term: 'first' | 'resolution'): void {
  const { matter, now } = tick;
  const due: CaseTerm | null = matter[term];
  if (due === null || due.metAt !== null || due.breached || due.dueAt > now) return;
  tick.matter = { ...matter, [term]: { ...due, breached: true } };
  tick.events.push({ type: 'case.breached', case: matter.code, by: null, term });
  tell(tick, {
    reason: 'breached',
    agents: matter.assignee === null ? [] : [matter.assignee],
    roles: matter.assignee === null ? ['agent', 'supervisor'] : ['supervisor'],
  });
}

function isMet(matter: CaseState, { of }: CaseRung): boolean {
  return of !== 'arrival' && matter[of]?.metAt !== null && matter[of] !== null;
}

function tell({ matter, sideEffects }: Tick, notice: Pick<Notice, 'reason' | 'agents' | 'roles'>): void {
  const { code, department, first, resolution } = matter;
  const open = [first, resolution].flatMap((term) => (term === null || term.metAt !== null ? [] : [term.dueAt]));
  const dueAt = open.length === 0 ? null : Math.min(...open);
  sideEffects.push({ type: 'notify', notice: { ...notice, case: code, department, dueAt } });
}

/** The role that is told last, of those that were told. */
function farthest(told: readonly (string | null)[]): string | null {
  const order: readonly string[] = roles;
  return told.reduce((best, role) => (best === null || order.indexOf(role ?? '') > order.indexOf(best) ? role : best));
}
