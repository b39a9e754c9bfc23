import type { CaseCode } from '../../model/case.ts';
import { type FlowDefinition, type FlowStep, slotOf, stepOf } from '../../model/flow.ts';
import { isOtherReport } from '../openCase.ts';
import { isOtherSubject } from '../otherSubject.ts';
import { isPublic } from '../replies/private.ts';
import { appendText, sayText } from '../replies/say.ts';
import { answerScolding } from '../steps/answerScolding.ts';
import { sayWhen } from '../steps/goOnWithCase.ts';
import { welcome } from '../steps/greet.ts';
import type { Middleware, Turn } from '../turnDraft.ts';
import { askForCode } from './confirmEmail.ts';
import { endFlow, isDone, moveOn, pass } from './flowProgress.ts';
import { choicesOf, offerToResume, questionOf } from './flowQuestions.ts';
import { add, goOn } from './goOn.ts';
import { beginFlow, proceed } from './proceed.ts';
import { settlingIn } from './settle.ts';

/** Milliseconds after which a person is asked whether to go on, and after which the flow is over. */
const pauseMs = 12 * 60 * 60_000;
const staleMs = 30 * 24 * 60 * 60_000;

/**
 * Goes on with a matter that takes several messages, and begins one where a later step wants it. What is about something
 * else is answered by the steps that follow; then the open question is put again, in one line.
 */
export const runFlow: Middleware = (turn, next) => {
  dropUnreadable(turn);
  if (turn.input.inbound.content.kind === 'start' && turn.state.flow === null) return welcome(turn);
  const { definition } = turn;
  const step = definition === null ? undefined : stepOf(definition, turn.state.flow?.step ?? null);
  const settling = settlingIn(turn);
  if (settling !== null) {
    // Who takes it back once more, where that is to be confirmed, confirms it.
    if (step?.kind === 'confirm' && definition?.id === settling.definition.id && isOfCase(turn, settling.case)) {
      pass(turn, step.id);
      return proceed(turn, definition, step.next, null);
    }
    endFlow(turn, 'closed');
    if (settling.asksBesides) next();
    turn.wanted ??= settling;
    return beginWanted(turn);
  }
  if (definition === null || step === undefined || isPublic(turn)) {
    next();
    return beginWanted(turn);
  }
  if (answerScolding(turn)) return bringBack(turn, definition, step);
  if (goOn(turn, definition, step)) return;
  const { cases } = turn.state;
  if (!sayWhen(turn)) next();
  if (turn.wanted !== null) return beginBetween(turn, definition, step);
  const isOver = turn.state.flow === null || turn.outbound.length === 0;
  if (!isOver && !isHandedOver(turn, cases.length) && !asksItself(turn)) bringBack(turn, definition, step);
};

/** Ends a flow that cannot go on: its values are erased, its version is lost, it is old, or staff closed its case. */
function dropUnreadable(turn: Turn): void {
  const { flow, cases } = turn.state;
  if (flow === null) {
    turn.definition = null;
    turn.slots = {};
    return;
  }
  const step = turn.definition === null ? undefined : stepOf(turn.definition, flow.step);
  if (turn.definition?.version !== flow.version || step === undefined) return endFlow(turn, 'lost');
  if (turn.input.now - flow.askedAt > staleMs) return endFlow(turn, 'stale');
  const own = cases.find(({ code }) => code === flow.case);
  const isOver = own === undefined ? flow.home === undefined : own.status === 'closed';
  if (flow.case !== null && isOver) endFlow(turn, 'closed');
}

/** Whether the flow under way is about a case. */
function isOfCase({ state }: Turn, code: CaseCode | undefined): boolean {
  return code !== undefined && state.flow?.case === code;
}

/** Whether the person asked for staff, or staff got a separate matter: the bot does not go on asking. */
function isHandedOver(turn: Turn, casesBefore: number): boolean {
  const isPerson = turn.events.some(
    (event) =>
      (event.type === 'command.run' && event.command === 'person') ||
      (event.type === 'message.classified' && event.kind === 'person' && turn.state.dialogue.last?.did === 'passed-on'),
  );
  const isOver = isPerson || turn.state.cases.length > casesBefore;
  if (isOver) endFlow(turn, 'handed-over');
  return isOver;
}

/** Whether the answer is a separate question, which must be answered first. */
function asksItself({ events, state }: Turn): boolean {
  return state.dialogue.last?.did === 'clarified' || events.some(({ type }) => type === 'command.run');
}

/** Begins what a step of this turn wanted. A flow under way gives way to another one. */
function beginWanted(turn: Turn): void {
  const { wanted } = turn;
  if (wanted === null) return;
  endFlow(turn, 'closed');
  beginFlow(turn, wanted);
}

/** Begins another flow: where it ends at once, such as by showing how a case is going, the one before goes on. */
function beginBetween(turn: Turn, definition: FlowDefinition, step: FlowStep): void {
  const { wanted, slots } = turn;
  const { flow } = turn.state;
  if (wanted === null) return;
  if (isOtherReport(turn) || isOtherSubject(turn)) return beginWanted(turn);
  if (wanted.definition.id === definition.id) {
    // It was begun by a button, and now it is said what it is about.
    if (flow !== null && flow.case === null && flow.filled.length === 0) return beginWanted(turn);
    turn.wanted = null;
    return void add(turn, definition, step);
  }
  beginFlow(turn, wanted);
  if (turn.state.flow !== null || flow === null) return;
  turn.state = { ...turn.state, flow };
  turn.definition = definition;
  turn.slots = slots;
  bringBack(turn, definition, step);
}

/** How often a question is put again after something else was answered. */
const mostBroughtBack = 2;

/** Puts the open question again after something else was answered; after some times the questions rest. */
function bringBack(turn: Turn, definition: FlowDefinition, step: FlowStep): void {
  const { flow } = turn.state;
  if (flow === null) return;
  // The message answered it before it asked.
  if (isDone(turn, step)) return proceed(turn, definition, step.next, null);
  const { broughtBack = 0, case: code } = flow;
  if (broughtBack >= mostBroughtBack) {
    endFlow(turn, 'cancelled');
    if (code !== null) appendText(turn, turn.input.translate('flow.rests', turn.locale, { code }));
    return;
  }
  // Nothing was told yet, and nothing need be.
  const slot = step.kind === 'collect' ? slotOf(definition, step.slot) : undefined;
  const isLoose = slot?.optional === true || flow.offered === true;
  if (isLoose && flow.case === null && flow.filled.length === 0) return endFlow(turn, 'cancelled');
  turn.events.push({ type: 'flow.interrupted', flow: flow.flow });
  // Earlier choices of the answer stay on its own message.
  if (turn.input.now - flow.askedAt > pauseMs) return offerToResume(turn, definition);
  if (flow.aside === 'code' && slot !== undefined) return askForCode(turn, slot, step);
  const [question = ''] = questionOf(turn, step).split('\n');
  sayText(turn, turn.input.translate('flow.back', turn.locale, { question }), choicesOf(turn, definition, step));
  moveOn(turn, { askedAt: turn.input.now, broughtBack: broughtBack + 1 });
}
