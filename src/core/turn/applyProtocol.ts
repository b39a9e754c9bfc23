import { changeCase } from '../cases/caseDraft.ts';
import { answeredBy, deadlinesOf } from '../cases/deadlines.ts';
import type { CaseState } from '../model/case.ts';
import { type Circumstances, type Decision, sanctions } from '../model/protocol.ts';
import { aboutOf, caseOf, citizenWrote, citizenWroteTo, notifyStaff, openCase, propose } from './openCase.ts';
import { isOtherSubject, reports } from './otherSubject.ts';
import { recentlyClosed } from './pastCases.ts';
import { sayCalmly } from './replies/calm.ts';
import { isPublic, showWayToPrivate } from './replies/private.ts';
import { receiptOf, replyOf, sameAgain } from './replies/receipt.ts';
import { say, sayText } from './replies/say.ts';
import { type ProtocolRequest, remember, type Turn } from './turnDraft.ts';

/** Applies the protocol to a message: replies, opens a case or adds to one, or stays silent. */
export function applyProtocol(turn: Turn, request: ProtocolRequest): void {
  const { knowledge } = turn.input;
  const decision = knowledge.protocol.decide(circumstancesOf(turn, request));
  const { rule, protocol, actions } = decision;
  turn.events.push({ type: 'protocol.applied', rule, protocol, actions });
  const isRefused = actions.includes('do-not-engage');
  const needsNoText = isRefused || request.isSaid;
  const { takeover } = turn.state;
  const handled = takeover && turn.state.cases.find(({ code }) => code === takeover.case);
  if (handled) return alertHandler(turn, handled, takeover.by);
  // In public the bot visibly does not engage. In private nobody is left without a reply, because the guess may be
  // wrong.
  if (isRefused && !request.isSaid && !isPublic(turn)) {
    if (request.kind === 'insult') sayCalmly(turn);
    else say(turn, 'notEngaged', ['command:person', 'command:help']);
  }
  if (!needsPerson(decision)) {
    if (!needsNoText) answer(turn, request, decision);
    return;
  }
  const about = aboutOf(turn, request.kind);
  const known = caseOf(turn, {
    kind: request.kind,
    department: decision.department,
    about,
    isNamed: request.department !== null,
  });
  if (known !== null && !isApart(turn, known, request, about)) {
    addTo(turn, known, decision);
    remember(turn, { did: 'passed-on' });
    if (!needsNoText) sayText(turn, join(request.lead, sameAgain(turn, known)), request.offered);
    return;
  }
  if (!mayOpenCase(turn, request, decision)) {
    turn.events.push({ type: 'turn.limited' });
    const { translate } = turn.input;
    if (!needsNoText) sayText(turn, join(request.lead, translate('casesLimited', turn.locale, {})), request.offered);
    return;
  }
  const closed = recentlyClosed(turn, request.kind);
  const opened = openCase(turn, { kind: request.kind, decision, about, isAnswered: !isRefused });
  remember(turn, { did: 'passed-on' });
  if (needsNoText) return;
  if (isPublic(turn)) return answer(turn, request, decision);
  const again = closed === null ? [] : [`reopen:${closed.code}`];
  // If a flow continues, its end offers notifications: the buttons of its next question replace those of the receipt.
  const notifyChoice = turn.state.flow === null ? [`notify:${opened.code}`] : [];
  const offered = [...request.offered, ...again, ...notifyChoice];
  sayText(turn, join(request.lead, receiptOf(turn, decision, opened, request.url)), offered);
}

/** Has a person answer in a case, by when the protocol says for who asks for one; returns the case as it is now. */
export function expectPerson(turn: Turn, own: CaseState): CaseState {
  const { knowledge, now } = turn.input;
  const request = { kind: 'person', department: own.department, traits: [] } as const;
  const decision = knowledge.protocol.decide(circumstancesOf(turn, request));
  const { rule, protocol, actions } = decision;
  turn.events.push({ type: 'protocol.applied', rule, protocol, actions });
  const due = answeredBy(own, deadlinesOf(decision, { now, isAnswered: false }));
  changeCase(turn, own.code, due);
  return { ...own, ...due };
}

/** Whether a report is of another matter than a case of the same department, though no service of it is plain. */
function isApart(turn: Turn, known: CaseState, { kind }: ProtocolRequest, about: string | null): boolean {
  return known.about !== undefined && known.about !== about && reports.includes(kind) && isOtherSubject(turn);
}

/** One address must not flood staff with cases, but somebody who may be in danger always gets through. */
function mayOpenCase(turn: Turn, { kind }: ProtocolRequest, { actions }: Decision): boolean {
  return turn.input.mayOpenCase !== false || kind === 'emergency' || actions.includes('alert');
}

function circumstancesOf(
  turn: Turn,
  { kind, department, traits }: Pick<ProtocolRequest, 'kind' | 'department' | 'traits'>,
): Circumstances {
  const { account, surface, now, knowledge } = turn.input;
  return {
    kind,
    traits: [
      ...traits,
      ...((turn.classification?.rule ?? null) === null ? [] : (['evidence'] as const)),
      ...(turn.state.breaches >= knowledge.protocol.repeatedAfter ? (['repeated'] as const) : []),
    ],
    surface,
    account: { id: account.id, department: account.department, hours: account.hours },
    department,
    at: now,
  };
}

/** Whether a member of staff has to act; otherwise the bot's reply is enough. */
export function needsPerson({ actions, resolution }: Pick<Decision, 'actions' | 'resolution'>): boolean {
  const forPeople = actions.some((each) => each === 'forward' || each === 'alert' || sanctions.includes(each));
  return forPeople || (actions.includes('answer') && resolution !== null);
}

/** Gives the part of the reply that needs no case code; in public even if the rest continues in private. */
function answer(turn: Turn, { lead, offered, url }: ProtocolRequest, decision: Decision): void {
  const said = replyOf(turn, decision, null, url);
  const movesOn = decision.actions.includes('move-to-private') || needsPerson(decision);
  if (isPublic(turn) && movesOn) {
    const { translate } = turn.input;
    const isCase = needsPerson(decision) && !decision.actions.includes('move-to-private');
    const words = said ?? translate(isCase ? 'casePublic' : 'personalTopic', turn.locale, {});
    return showWayToPrivate(turn, isCase ? 'case' : 'personal-topic', join(lead, words));
  }
  const words = said ?? turn.input.translate('unanswered', turn.locale, {});
  sayText(turn, join(lead, words), offered);
}

function addTo(turn: Turn, known: CaseState, decision: Decision): void {
  citizenWrote(turn, known);
  propose(turn, known.code, decision);
  if (decision.actions.includes('alert')) {
    const roles = decision.escalations.filter(({ of }) => of === 'arrival').flatMap((escalations) => escalations.roles);
    notifyStaff(turn, known, 'alert', { agents: [], roles });
  }
}

function alertHandler(turn: Turn, handled: CaseState, by: string): void {
  citizenWroteTo(turn, handled, by);
  notifyStaff(turn, handled, 'alert', { agents: [by], roles: ['supervisor'] });
}

function join(...pieces: readonly (string | null)[]): string {
  return pieces.filter((part) => part !== null).join('\n\n');
}
