import { changeCase, indexCases, notify } from '../cases/caseDraft.ts';
import { deadlinesOf } from '../cases/deadlines.ts';
import { isStatement } from '../flows/phrasing.ts';
import type { AgentId } from '../model/agent.ts';
import {
  type CaseCode,
  type CasePriority,
  type CaseState,
  isHeld,
  type Proposal,
  type SanctionKind,
} from '../model/case.ts';
import type { Notification } from '../model/event.ts';
import type { Kind } from '../model/kind.ts';
import type { Action, Decision } from '../model/protocol.ts';
import type { Turn } from './turnDraft.ts';

/** Number of closed cases that a conversation remembers; the newest are kept. */
const maxClosedCases = 5;

/** Kinds that are handled separately: a person's next message is not about them. */
const apart: readonly Kind[] = ['emergency', 'threat', 'insult', 'spam', 'personal-data', 'false-information'];
/** What a message is about. */
interface Topic {
  readonly kind: Kind;
  readonly department: string;
  /** The service that a report is plainly about; null: none is plain. */
  readonly about: string | null;
  /** Whether the message names the department's topic itself, or the department is a default. */
  readonly isNamed: boolean;
}

/** The open case to which a message belongs; null: it needs a new case. */
export function caseOf(turn: Turn, { kind, department, about, isNamed }: Topic): CaseState | null {
  const open = turn.state.cases.filter(({ status }) => status !== 'closed').reverse();
  const isSame = (each: CaseState) => about === null || each.about === undefined || each.about === about;
  const same = open.find((each) => each.kind === kind && each.department === department && isSame(each));
  if (same !== undefined) return same;
  if (isNamed) return null;
  // A wish for a person counts whatever was reported before, unless the citizen already waits for one.
  if (kind === 'person') return open.find((each) => each.kind === 'person') ?? null;
  return kind === 'question' ? (openCaseIn(turn) ?? null) : null;
}

/** Kinds of reports, of which a person may have several. */
const reports: readonly Kind[] = ['incident', 'complaint'];

/** The service that a report is plainly about; null: none is plain, or the message is no report. */
export function aboutOf(turn: Turn, kind: Kind): string | null {
  if (!reports.includes(kind)) return null;
  const best = turn.input.understanding.topics.find(({ entry }) => turn.input.knowledge.entry(entry)?.kind === 'faq');
  return best !== undefined && best.confidence >= turn.input.knowledge.thresholds.plainReport ? best.entry : null;
}

/** Whether a message tells of a separate matter, and not of the one that is under way or waits. */
export function isOtherReport(turn: Turn): boolean {
  const { understanding, knowledge } = turn.input;
  const { kind, confidence } = understanding.kind;
  const own = turn.state.cases.find(({ code }) => code === turn.state.flow?.case) ?? openCaseIn(turn);
  const about = aboutOf(turn, kind);
  const isOther = own?.about !== undefined && about !== null && about !== own.about;
  if (!isOther || confidence >= knowledge.thresholds.statedKind) return isOther;
  // What is wrong somewhere else needs to sound less like it.
  return understanding.shape.places && isStatement(turn.text) && confidence >= knowledge.thresholds.kind;
}

/** The open cases that a person told of as a matter of theirs, the newest last. */
export function ownOpenCases({ state }: Turn): readonly CaseState[] {
  return state.cases.filter(({ status, kind }) => status !== 'closed' && !apart.includes(kind));
}

/** The newest open case to which a person's additions may belong. */
export function openCaseIn(turn: Turn): CaseState | undefined {
  return ownOpenCases(turn).at(-1);
}

/**
 * The case of the matter that is open: the one that a form under way is about, or the one that was last written to, where something was
 * passed on just before. What is handled apart, such as an emergency, takes no more.
 */
export function reportOpen(turn: Turn): CaseState | undefined {
  const { flow, dialogue, cases } = turn.state;
  if (flow === null) {
    if (dialogue.last?.did !== 'passed-on') return undefined;
    const open = cases.filter(({ status }) => status !== 'closed');
    const last = open.reduce<CaseState | undefined>(
      (newest, each) => (newest === undefined || each.citizenAt >= newest.citizenAt ? each : newest),
      undefined,
    );
    return last === undefined || apart.includes(last.kind) ? undefined : last;
  }
  return cases.find(({ code, status }) => code === flow.case && status !== 'closed');
}

/** Opens a case as the protocol decided. `isAnswered`: the bot has already replied. */
export function openCase(
  turn: Turn,
  {
    kind,
    decision,
    about,
    isAnswered,
  }: {
    readonly kind: Kind;
    readonly decision: Decision;
    readonly about: string | null;
    readonly isAnswered: boolean;
  },
): CaseState {
  const { now, surface, revision, issueCaseCode } = turn.input;
  const code = issueCaseCode();
  const caseState: CaseState = {
    code,
    openedAt: now,
    openedBy: revision,
    kind,
    ...(about === null ? {} : { about }),
    surface,
    locale: turn.locale,
    rule: decision.rule,
    protocol: decision.protocol,
    department: decision.department,
    priority: priorityOf(kind, decision),
    tone: decision.tone,
    administrativeSilence: decision.administrativeSilence,
    status: 'open',
    snoozedUntil: null,
    assignee: null,
    ...deadlinesOf(decision, { now, isAnswered }),
    escalatedTo: null,
    citizenAt: now,
    staffAt: null,
    proposals: [],
    closed: null,
    reopened: 0,
    mergedInto: null,
    rating: null,
  };
  const closed = turn.state.cases.filter(({ status }) => status === 'closed').slice(-maxClosedCases);
  const kept = turn.state.cases.filter(
    // A legal hold is on the whole conversation: it must stay in sight.
    (each) => each.status !== 'closed' || isHeld(each) || closed.includes(each),
  );
  turn.state = { ...turn.state, cases: [...kept, caseState] };
  turn.events.push({
    type: 'case.opened',
    case: code,
    by: null,
    kind,
    rule: decision.rule,
    protocol: decision.protocol,
    department: decision.department,
    firstDueAt: caseState.first?.dueAt ?? null,
    resolutionDueAt: caseState.resolution?.dueAt ?? null,
    firstCites: decision.first?.cites ?? [],
    resolutionCites: decision.resolution?.cites ?? [],
    knowledge: turn.input.knowledge.version,
  });
  propose(turn, code, decision);
  const immediate = decision.escalations.filter(({ of }) => of === 'arrival').flatMap(({ roles }) => roles);
  const isAlert = decision.actions.includes('alert');
  notifyStaff(turn, caseState, isAlert ? 'alert' : 'opened', {
    agents: [],
    roles: immediate.length > 0 ? immediate : ['agent'],
  });
  return caseState;
}

/** Records that a message belongs to a case, so that only people who may see the case can read it. */
export function addedTo(turn: Turn, caseState: CaseState): void {
  turn.events.push({ type: 'case.added', case: caseState.code, by: null });
  changeCase(turn, caseState.code, { citizenAt: turn.input.now });
}

/** Records that the citizen wrote in a case, and notifies its assignee, or everybody who may take it. */
export function citizenWrote(turn: Turn, caseState: CaseState): void {
  notifyOfCitizen(turn, caseState, caseState.assignee);
}

/** The same in a case whose conversation an agent handles: that agent is notified, not the assignee. */
export function citizenWroteTo(turn: Turn, caseState: CaseState, agent: AgentId): void {
  notifyOfCitizen(turn, caseState, agent);
}

function notifyOfCitizen(turn: Turn, caseState: CaseState, agent: AgentId | null): void {
  const unsnoozes = caseState.status === 'snoozed';
  addedTo(turn, caseState);
  if (unsnoozes) changeCase(turn, caseState.code, { status: 'open', snoozedUntil: null });
  if (unsnoozes) turn.events.push({ type: 'case.unsnoozed', case: caseState.code, by: null });
  const recipients = agent === null ? { agents: [], roles: ['agent' as const] } : { agents: [agent], roles: [] };
  notifyStaff(turn, caseState, 'citizen-wrote', recipients);
}

/** Records the sanctions that a decision proposes against this turn's message; a person decides on them. */
export function propose(turn: Turn, code: CaseCode, decision: Decision): void {
  for (const action of decision.actions) {
    const sanction = sanctionOf(action);
    if (sanction === null) continue;
    const proposals = turn.state.cases.find((each) => each.code === code)?.proposals ?? [];
    const proposal: Proposal = {
      id: String(proposals.length + 1),
      sanction,
      by: { rule: decision.rule },
      breaks: decision.breaks,
      evidence: turn.input.revision,
      decided: null,
    };
    changeCase(turn, code, { proposals: [...proposals, proposal] });
    turn.events.push({
      type: 'case.proposed',
      case: code,
      by: null,
      proposal: proposal.id,
      sanction,
      rule: decision.rule,
    });
  }
}

/** Refreshes the case lists and notifies staff of a change in a case. */
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
