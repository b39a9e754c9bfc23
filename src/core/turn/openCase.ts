import { deadlinesOf } from '../cases/deadlines.ts';
import { changeCase, indexCases, notify } from '../cases/draft.ts';
import type { AgentId } from '../model/agent.ts';
import type { CaseCode, CasePriority, CaseState, Proposal, SanctionKind } from '../model/case.ts';
import type { Notification } from '../model/event.ts';
import type { Kind } from '../model/kind.ts';
import type { Action, Decision } from '../model/protocol.ts';
import type { Turn } from './draft.ts';

/** Closed cases that a conversation remembers, the newest ones. */
const closedKept = 5;

/** Kinds that are dealt with apart: what a person says next is not about them. */
const apart: readonly Kind[] = ['emergency', 'threat', 'insult', 'spam', 'personal-data', 'false-information'];
/** Kinds that say nothing of another matter: they go on with the one that waits. */
const vague: readonly Kind[] = ['question', 'person'];

/** The open case to which a message belongs; null: it is a matter of its own. */
export function caseOf(turn: Turn, kind: Kind, department: string, isKnown: boolean): CaseState | null {
  const open = turn.state.cases.filter(({ status }) => status !== 'closed').reverse();
  const same = open.find((each) => each.kind === kind && each.department === department);
  if (same !== undefined) return same;
  return vague.includes(kind) && !isKnown ? (openCaseIn(turn) ?? null) : null;
}

/** The newest open case to which anything that a person adds may belong. */
export function openCaseIn(turn: Turn): CaseState | undefined {
  return turn.state.cases.findLast(({ status, kind }) => status !== 'closed' && !apart.includes(kind));
}

/** Opens a case as the protocol decided. `isAnswered`: the bot has said something at once. */
export function openCase(turn: Turn, kind: Kind, decision: Decision, isAnswered: boolean): CaseState {
  const { now, surface, revision, issueCaseCode } = turn.input;
  const code = issueCaseCode();
  const caseState: CaseState = {
    ...{ code, openedAt: now, openedBy: revision, kind, surface, locale: turn.locale },
    ...{ rule: decision.rule, protocol: decision.protocol, department: decision.department },
    ...{
      priority: priorityOf(kind, decision),
      tone: decision.tone,
      administrativeSilence: decision.administrativeSilence,
    },
    ...{ status: 'open', snoozedUntil: null, assignee: null },
    ...deadlinesOf(decision, now, isAnswered),
    ...{ escalatedTo: null, citizenAt: now, staffAt: null, proposals: [], closed: null, reopened: 0 },
    ...{ mergedInto: null, rating: null },
  };
  const closed = turn.state.cases.filter(({ status }) => status === 'closed').slice(-closedKept);
  const kept = turn.state.cases.filter((each) => each.status !== 'closed' || closed.includes(each));
  turn.state = { ...turn.state, cases: [...kept, caseState] };
  turn.events.push({
    ...{ type: 'case.opened', case: code, by: null, kind, rule: decision.rule, protocol: decision.protocol },
    ...{ department: decision.department, firstDueAt: caseState.first?.dueAt ?? null },
    resolutionDueAt: caseState.resolution?.dueAt ?? null,
  });
  propose(turn, code, decision);
  const atOnce = decision.escalations.filter(({ of }) => of === 'arrival').flatMap(({ roles }) => roles);
  const isAlert = decision.actions.includes('alert');
  notifyStaff(turn, caseState, isAlert ? 'alert' : 'opened', {
    agents: [],
    roles: atOnce.length > 0 ? atOnce : ['agent'],
  });
  return caseState;
}

/** Notes that what the citizen has said belongs to a case: only whoever may see that one reads it. */
export function addedTo(turn: Turn, caseState: CaseState): void {
  turn.events.push({ type: 'case.added', case: caseState.code, by: null });
  changeCase(turn, caseState.code, { citizenAt: turn.input.now });
}

/** Notes that the citizen has said something in a case, and tells whoever deals with it. */
export function citizenWrote(turn: Turn, caseState: CaseState, agents: readonly AgentId[]): void {
  const unsnoozes = caseState.status === 'snoozed';
  addedTo(turn, caseState);
  if (unsnoozes) changeCase(turn, caseState.code, { status: 'open', snoozedUntil: null });
  if (unsnoozes) turn.events.push({ type: 'case.unsnoozed', case: caseState.code, by: null });
  notifyStaff(turn, caseState, 'citizen-wrote', { agents, roles: agents.length > 0 ? [] : ['agent'] });
}

/** Puts down what a decision proposes against the message of this turn: a person decides. */
export function propose(turn: Turn, code: CaseCode, decision: Decision): void {
  for (const action of decision.actions) {
    const sanction = sanctionOf(action);
    if (sanction === null) continue;
    const proposals = turn.state.cases.find((each) => each.code === code)?.proposals ?? [];
    const proposal: Proposal = {
      ...{ id: String(proposals.length + 1), sanction, by: { rule: decision.rule }, breaks: decision.breaks },
      ...{ evidence: turn.input.revision, decided: null },
    };
    changeCase(turn, code, { proposals: [...proposals, proposal] });
    turn.events.push({
      ...{ type: 'case.proposed', case: code, by: null, proposal: proposal.id, sanction, rule: decision.rule },
    });
  }
}

/** Lets lists know of a change in a case, and staff. */
export function notifyStaff(
  turn: Turn,
  caseState: CaseState,
  reason: Notification['reason'],
  { agents, roles }: Pick<Notification, 'agents' | 'roles'>,
): void {
  indexCases(turn);
  notify(turn, caseState, { reason, agents, roles });
}

function sanctionOf(action: Action): SanctionKind | null {
  switch (action) {
    case 'propose-removal':
      return 'removal';
    case 'propose-warning':
      return 'warning';
    case 'propose-block':
      return 'block';
    default:
      return null;
  }
}

function priorityOf(kind: Kind, { actions, first, resolution }: Decision): CasePriority {
  if (kind === 'emergency') return 'urgent';
  if (actions.includes('alert')) return 'high';
  return first === null && resolution === null ? 'low' : 'normal';
}
