import { changeCase, indexCases } from '../../cases/caseDraft.ts';
import type { CaseCode } from '../../model/case.ts';
import type { FlowAction } from '../../model/flow.ts';
import { applyProtocol } from '../applyProtocol.ts';
import { departmentOf } from '../judge.ts';
import { notifyStaff } from '../openCase.ts';
import { answerEntry, answerException } from '../replies/answerEntry.ts';
import { statusOf } from '../replies/receipt.ts';
import { say, sayText } from '../replies/say.ts';
import { sayStatus } from '../steps/converse.ts';
import { askForPerson } from '../steps/runCommand.ts';
import { type ProtocolRequest, remember, type Turn } from '../turnDraft.ts';
import { forget, moveOn } from './flowProgress.ts';
import { addAtHome } from './moved.ts';
import { remind } from './remind.ts';
import { subscribe } from './subscribe.ts';

/** Has done what a flow asks for. False: the flow ends with it. `request`: what the protocol is to be asked. */
export function perform(turn: Turn, action: FlowAction, request: ProtocolRequest | null): boolean {
  switch (action.name) {
    case 'open-case':
      return openCaseOf(turn, action, request);
    case 'use-case':
      if (turn.state.flow?.home === undefined) moveOn(turn, { case: newestOpen(turn)?.code ?? null });
      return true;
    case 'forget':
      forget(turn, action.slot);
      return true;
    case 'mark-urgent':
      markUrgent(turn);
      return true;
    case 'withdraw-case':
      return withdrawCase(turn);
    case 'show-cases':
      sayStatus(turn);
      // What is said next about a case that was just shown is added to it.
      if (newestOpen(turn) !== undefined) remember(turn, { did: 'passed-on' });
      return true;
    case 'show-case':
      showCase(turn);
      return true;
    case 'answer':
      if (action.exception === null) answerEntry(turn, action.entry);
      else answerException(turn, action.entry, action.exception);
      return true;
    case 'person':
      askForPerson(turn, null);
      return false;
    case 'subscribe':
      return subscribe(turn);
    case 'remind':
      return remind(turn);
  }
}

/** Opens a case for the matter, or adds to the one that is open for it: then nothing is asked again. */
function openCaseOf(
  turn: Turn,
  action: Extract<FlowAction, { name: 'open-case' }>,
  request: ProtocolRequest | null,
): boolean {
  const before = turn.events.length;
  applyProtocol(turn, {
    kind: action.kind,
    traits: request?.traits ?? turn.input.understanding.traits,
    // What it is about decides first.
    department: action.department ?? request?.department ?? departmentOf(turn, action.kind) ?? action.fallback,
    lead: null,
    offered: request?.offered ?? [],
    url: request?.url ?? null,
    isSaid: false,
  });
  const opened = turn.events.slice(before).find((event) => event.type === 'case.opened');
  if (opened === undefined) return false;
  moveOn(turn, { case: opened.case });
  return true;
}

function newestOpen({ state }: Turn) {
  return state.cases.findLast(({ status }) => status !== 'closed');
}

function caseOfFlow({ state }: Turn) {
  const code: CaseCode | null = state.flow?.case ?? null;
  return state.cases.find((each) => each.code === code);
}

/** Staff see a matter first where somebody may get hurt. */
function markUrgent(turn: Turn): void {
  if (addAtHome(turn, { isUrgent: true })) return;
  const caseState = caseOfFlow(turn);
  if (caseState === undefined || caseState.priority === 'urgent' || caseState.priority === 'high') return;
  changeCase(turn, caseState.code, { priority: 'high' });
  turn.events.push({ type: 'case.prioritised', case: caseState.code, by: null, priority: 'high' });
  notifyStaff(turn, caseState, 'alert', { agents: [], roles: ['agent'] });
}

/** The person takes the matter back, or says that it is settled: its case is closed, else the newest that is open. */
function withdrawCase(turn: Turn): boolean {
  const elsewhere = addAtHome(turn, { isSettled: true }) ? (turn.state.flow?.case ?? null) : null;
  if (elsewhere !== null) {
    sayText(turn, turn.input.translate('caseWithdrawn', turn.locale, { code: elsewhere }), []);
    return true;
  }
  const caseState = caseOfFlow(turn) ?? newestOpen(turn);
  if (caseState === undefined) {
    say(turn, 'noCase', ['command:person', 'command:help']);
    return false;
  }
  const { code } = caseState;
  const closed = { at: turn.input.now, by: null, reason: 'resolved' as const };
  changeCase(turn, code, { status: 'closed', closed, escalations: [], snoozedUntil: null });
  turn.events.push({ type: 'case.closed', case: code, by: null, reason: 'resolved' });
  indexCases(turn);
  sayText(turn, turn.input.translate('caseWithdrawn', turn.locale, { code }), []);
  return true;
}

/** Shows a case to a person who has its key; to others how it can be seen, whether or not there is one. */
function showCase(turn: Turn): void {
  const { keyedCase } = turn.input;
  if (keyedCase !== null && keyedCase !== undefined) {
    turn.events.push({ type: 'case.asked', case: keyedCase.code, by: null });
    return sayText(turn, statusOf(turn, keyedCase), []);
  }
  say(turn, 'codeNeedsKey', ['command:person']);
}
