import { begins } from '../../flows/readSlot.ts';
import { conditionValues, walk } from '../../flows/walk.ts';
import { type FlowDefinition, type FlowSlot, type FlowStep, type SlotType, slotOf, stepOf } from '../../model/flow.ts';
import { type Middleware, type ProtocolRequest, remember, type Turn, type WantedFlow, wantFlow } from '../draft.ts';
import { addedTo, isOtherReport } from '../openCase.ts';
import { isPublic } from '../replies/private.ts';
import { say, sayText } from '../replies/say.ts';
import { welcome } from '../steps/greet.ts';
import { perform } from './actions.ts';
import { askForCode, mostWrongCodes, needsCode, sendCode } from './confirmEmail.ts';
import { interpret, readOpening } from './interpret.ts';
import { addAtHome } from './moved.ts';
import { dropPending, endFlow, fill, forget, isDone, moveOn, pass } from './progress.ts';
import { choicesOf, filledIn, offerToResume, putQuestion, questionOf, sayAdded } from './questions.ts';

/** Milliseconds after which a person is asked whether to go on, and after which the flow is over. */
const pauseMs = 12 * 60 * 60_000;
const staleMs = 30 * 24 * 60 * 60_000;
/** Longest answer, in words, that was probably meant as one. */
const fewWords = 3;
/** Answers that are said back as they were understood. */
const saidBack: readonly SlotType[] = ['place', 'date', 'time', 'phone', 'email', 'number'];
/** How often a question is put before the flow goes on without an answer. */
const mostAsked = 3;

/**
 * Goes on with a matter that takes several messages, and begins one where a later step wants it. What is about something
 * else is answered by the steps that follow; then the open question is put again, in one line.
 */
export const runFlow: Middleware = (turn, next) => {
  dropUnreadable(turn);
  if (turn.input.inbound.content.kind === 'start' && turn.state.flow === null) return welcome(turn);
  const { definition } = turn;
  const step = definition === null ? undefined : stepOf(definition, turn.state.flow?.step ?? null);
  const settles = settlingFlow(turn);
  if (definition === null || step === undefined || isPublic(turn)) {
    if (settles === null) next();
    else wantFlow(turn, settles, null);
    return beginWanted(turn);
  }
  if (settles !== null && settles.id !== definition.id) {
    endFlow(turn, 'closed');
    return beginFlow(turn, { definition: settles, request: null });
  }
  if (goOn(turn, definition, step)) return;
  const { cases } = turn.state;
  next();
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

/** The flow that begins where somebody says that their matter is settled; null: nobody says so, or no case is open. */
function settlingFlow({ input, state, text, chosen }: Turn): FlowDefinition | null {
  const { all, words } = input.knowledge.flows;
  const isOpen = state.cases.some(({ status }) => status !== 'closed');
  if (!isOpen || chosen !== null || input.surface === 'public' || input.understanding.shape.asks) return null;
  if (!begins(text, words.settled)) return null;
  return all.find(({ start }) => start.settled) ?? null;
}

/** Whether the person asked for staff, or staff got a matter of its own: the bot does not go on asking. */
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

/** Whether the answer is a question of its own, which must be answered first. */
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
  if (isOtherReport(turn)) return beginWanted(turn);
  if (wanted.definition.id === definition.id) {
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

function beginFlow(turn: Turn, { definition, request }: WantedFlow): void {
  const known = readOpening(turn, definition);
  turn.definition = definition;
  turn.slots = Object.fromEntries(known.map(({ slot, value }) => [slot.id, value]));
  const slots = known.map(({ slot }) => slot.id);
  turn.events.push({ type: 'flow.started', flow: definition.id, version: definition.version, slots });
  turn.state = {
    ...turn.state,
    flow: {
      flow: definition.id,
      version: definition.version,
      step: definition.first ?? '',
      filled: slots,
      passed: [],
      asked: 0,
      askedAt: turn.input.now,
      case: null,
      aside: null,
    },
  };
  proceed(turn, definition, definition.first, request);
}

/** Goes through the steps up to the next question, or to the end. */
function proceed(turn: Turn, definition: FlowDefinition, from: string | null, request: ProtocolRequest | null): void {
  const { knowledge } = turn.input;
  const before = turn.outbound.length;
  const waiting = walk(definition, from, {
    isDone: (step) => isDone(turn, step),
    holds: (condition) => knowledge.flows.holds(condition, conditionValues(definition, turn.slots, factsOf(turn))),
    say: (text) => sayText(turn, filledIn(turn, text[turn.locale]), []),
    perform: (action) => perform(turn, action, request),
  });
  const { flow } = turn.state;
  if (flow === null) return;
  if (flow.case !== null) remember(turn, { did: 'passed-on' });
  if (waiting !== null) {
    moveOn(turn, { step: waiting.id, asked: 0, aside: null });
    return putQuestion(turn, definition, waiting);
  }
  const { case: code } = flow;
  const isQuiet = turn.outbound.length === before;
  endFlow(turn, 'completed');
  if (isQuiet && code !== null) sayText(turn, turn.input.translate('flow.doneCase', turn.locale, { code }), []);
  else if (turn.outbound.length === 0) say(turn, 'flow.done', []);
}

/** What conditions may ask besides the values of slots. */
function factsOf(turn: Turn): Readonly<Record<string, string | number>> {
  const { cases, flow } = turn.state;
  return {
    openCases: cases.filter(({ status }) => status !== 'closed').length + (flow?.home === undefined ? 0 : 1),
    caseOpened: flow?.case === null ? 'no' : 'yes',
    caseShown: (turn.input.keyedCase ?? null) === null ? 'no' : 'yes',
  };
}

/** Puts the open question again after something else was answered. */
function bringBack(turn: Turn, definition: FlowDefinition, step: FlowStep): void {
  const { flow } = turn.state;
  if (flow === null) return;
  // Nothing was told yet, and nothing need be.
  const slot = step.kind === 'collect' ? slotOf(definition, step.slot) : undefined;
  if (slot?.optional && flow.case === null && flow.filled.length === 0) return endFlow(turn, 'cancelled');
  turn.events.push({ type: 'flow.interrupted', flow: flow.flow });
  // Earlier choices of the answer stay on its own message.
  if (turn.input.now - flow.askedAt > pauseMs) return offerToResume(turn, definition);
  if (flow.aside === 'code' && slot !== undefined) return askForCode(turn, slot, step);
  const [question = ''] = questionOf(turn, step).split('\n');
  sayText(turn, turn.input.translate('flow.back', turn.locale, { question }), choicesOf(turn, definition, step));
  moveOn(turn, { askedAt: turn.input.now });
}

/** Goes on with what the message says. False: it is about something else. */
function goOn(turn: Turn, definition: FlowDefinition, step: FlowStep): boolean {
  const reading = interpret(turn, definition, step);
  if (reading.does === 'interrupt' || (reading.does === 'add' && isElsewhere(turn))) {
    // The question itself is put again, not which answer to change.
    if (turn.state.flow?.aside === 'change') moveOn(turn, { aside: null });
    return false;
  }
  const slot = step.kind === 'collect' ? slotOf(definition, step.slot) : undefined;
  belongs(turn);
  switch (reading.does) {
    case 'answer':
      answer(turn, definition, step, reading);
      break;
    case 'correct':
      correct(turn, definition, step, reading);
      break;
    case 'change':
      change(turn, definition, reading.slot);
      break;
    case 'start':
      offerToResume(turn, definition);
      break;
    case 'resume':
      turn.events.push({ type: 'flow.resumed', flow: definition.id });
      moveOn(turn, { aside: null });
      putQuestion(turn, definition, step);
      break;
    case 'cancel':
      cancel(turn);
      break;
    case 'yes':
      if (step.kind !== 'confirm') return againOrOn(turn, definition, step);
      pass(turn, step.id);
      proceed(turn, definition, step.next, null);
      break;
    case 'no':
      if (step.kind !== 'confirm') return againOrOn(turn, definition, step);
      decline(turn, definition);
      break;
    case 'skip':
      if (slot === undefined || (!slot.optional && (turn.state.flow?.asked ?? 0) < 2))
        return againOrOn(turn, definition, step);
      pass(turn, slot.id);
      proceed(turn, definition, step.next, null);
      break;
    case 'code':
      takeCode(turn, definition, step, reading);
      break;
    case 'add':
      return add(turn, definition, step);
  }
  return true;
}

/** Whether a statement that answers nothing, and has no case to belong to, may well be about something else. */
function isElsewhere({ state: { flow }, input }: Turn): boolean {
  return flow?.case === null && input.understanding.shape.words > fewWords;
}

/** What is said in a flow belongs to its case, so that staff can read it there. */
function belongs(turn: Turn): void {
  const { flow, cases } = turn.state;
  const own = cases.find(({ code }) => code === flow?.case);
  if (own !== undefined) addedTo(turn, own);
  else addAtHome(turn, {});
}

function answer(
  turn: Turn,
  definition: FlowDefinition,
  step: FlowStep,
  { slot, value }: { readonly slot: FlowSlot; readonly value: Parameters<typeof fill>[2] },
): void {
  if (needsCode(turn, slot)) return sendCode(turn, slot, step, value);
  fill(turn, slot, value);
  moveOn(turn, { aside: null });
  if (slot.type === 'photo') sayAdded(turn);
  else if (saidBack.includes(slot.type))
    sayText(turn, turn.input.translate('flow.noted', turn.locale, { what: value.text }), []);
  else if (slot.type === 'text' && turn.state.flow?.case !== null) sayAdded(turn);
  proceed(turn, definition, step.next, null);
}

/** Replaces an answer, and goes on from the beginning: another answer may lead another way. */
function correct(
  turn: Turn,
  definition: FlowDefinition,
  step: FlowStep,
  { slot, value }: { readonly slot: FlowSlot; readonly value: Parameters<typeof fill>[2] },
): void {
  if (needsCode(turn, slot)) return correctAddress(turn, definition, slot, value);
  fill(turn, slot, value);
  moveOn(turn, { aside: null });
  const what = `${slot.title[turn.locale]}: ${value.text}`;
  sayText(turn, turn.input.translate('flow.corrected', turn.locale, { what }), []);
  putQuestion(turn, definition, step);
}

/** Takes the code that confirms an address. After some wrong ones the flow goes on without it. */
function takeCode(
  turn: Turn,
  definition: FlowDefinition,
  step: FlowStep,
  { slot, value }: { readonly slot: FlowSlot; readonly value: Parameters<typeof fill>[2] | null },
): void {
  const asked = turn.state.flow?.asked ?? 0;
  if (value !== null) {
    dropPending(turn, slot.id);
    fill(turn, slot, value);
    sayText(turn, turn.input.translate('flow.noted', turn.locale, { what: value.text }), []);
  } else if (asked < mostWrongCodes) {
    moveOn(turn, { asked: asked + 1, askedAt: turn.input.now });
    return say(turn, 'flow.codeWrong', [`flow:skip/${step.id}`]);
  } else {
    pass(turn, slot.id);
    say(turn, 'flow.codeGivenUp', []);
  }
  moveOn(turn, { aside: null });
  proceed(turn, definition, step.next, null);
}

/** Another address is confirmed as the first one was; until then there is none. */
function correctAddress(
  turn: Turn,
  definition: FlowDefinition,
  slot: FlowSlot,
  value: Parameters<typeof fill>[2],
): void {
  const own = definition.steps.find((each) => each.kind === 'collect' && each.slot === slot.id);
  if (own === undefined) return;
  forget(turn, slot.id);
  moveOn(turn, { step: own.id });
  sendCode(turn, slot, own, value);
}

/** What was told is not right: which of it? Where nothing was told, the person does not want it. */
function decline(turn: Turn, definition: FlowDefinition): void {
  if (changeable(turn, definition).length > 0) return change(turn, definition, null);
  endFlow(turn, 'cancelled');
  say(turn, 'noted', []);
}

function changeable({ state }: Turn, definition: FlowDefinition): readonly FlowSlot[] {
  return definition.slots.filter(({ id, opening }) => !opening && state.flow?.filled.includes(id));
}

/** Asks which answer is to be changed, or for its new value. */
function change(turn: Turn, definition: FlowDefinition, slot: FlowSlot | null): void {
  const step = definition.steps.find((each) => each.kind === 'collect' && each.slot === slot?.id);
  if (slot !== null && step !== undefined) {
    const without = (ids: readonly string[]) => ids.filter((id) => id !== slot.id);
    const { filled = [], passed = [] } = turn.state.flow ?? {};
    moveOn(turn, { aside: null, step: step.id, asked: 0, filled: without(filled), passed: without(passed) });
    return putQuestion(turn, definition, step);
  }
  moveOn(turn, { aside: 'change', askedAt: turn.input.now });
  say(turn, 'flow.change', [...changeable(turn, definition).map(({ id }) => `change:${id}`), 'flow:cancel']);
}

/** The case stays: what was told is kept, and staff have it. */
function cancel(turn: Turn): void {
  const code = turn.state.flow?.case ?? null;
  endFlow(turn, 'cancelled');
  if (code === null) say(turn, 'flow.cancelled', ['command:help']);
  else sayText(turn, turn.input.translate('flow.cancelledCase', turn.locale, { code }), []);
}

/** More about the matter, but not what was asked: it goes to the case, and the question is put again. */
function add(turn: Turn, definition: FlowDefinition, step: FlowStep): boolean {
  const code = turn.state.flow?.case ?? null;
  if (code === null) return againOrOn(turn, definition, step);
  sayAdded(turn);
  return againOrOn(turn, definition, step);
}

/** Puts the question once more; after some times goes on without an answer. */
function againOrOn(turn: Turn, definition: FlowDefinition, step: FlowStep): boolean {
  const { flow } = turn.state;
  if (flow === null) return true;
  if (flow.asked >= mostAsked && step.kind === 'collect') {
    pass(turn, step.slot);
    proceed(turn, definition, step.next, null);
    return true;
  }
  if (turn.outbound.length === 0) say(turn, 'flow.again', []);
  putQuestion(turn, definition, step);
  return true;
}
