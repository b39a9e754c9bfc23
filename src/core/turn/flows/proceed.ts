import { conditionValues, walk } from '../../flows/walk.ts';
import { type FlowDefinition, type FlowStep, slotOf } from '../../model/flow.ts';
import { say, sayText } from '../replies/say.ts';
import { type ProtocolRequest, remember, type Turn, type WantedFlow } from '../turnDraft.ts';
import { perform } from './actions.ts';
import { asksRisk } from './besides.ts';
import { endFlow, fill, isDone, moveOn } from './flowProgress.ts';
import { filledIn, putQuestion } from './flowQuestions.ts';
import { offeredOptions, readOpening, riskAnswered } from './interpret.ts';
import { calledBack } from './namedSlot.ts';
import { endSurvey, refuseSurvey } from './survey.ts';

/** Begins a flow with what the message already says of it. */
export function beginFlow(turn: Turn, wanted: WantedFlow): void {
  const { definition, request, isOffered, subject, case: about } = wanted;
  if (refuseSurvey(turn, definition)) return;
  const chosen = wanted.isCallback === true ? calledBack(turn, definition) : null;
  const read = readOpening(turn, definition).map(({ slot, value }) => {
    if (!slot.opening || subject === undefined) return { slot, value };
    const text = `${subject}: ${value.text}`;
    return { slot, value: { text, value: text } };
  });
  const known = chosen === null ? read : [...read.filter(({ slot }) => slot.id !== chosen.slot.id), chosen];
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
      case: about ?? null,
      aside: null,
      ...(isOffered === true ? { offered: true as const } : {}),
    },
  };
  proceed(turn, definition, definition.first, request);
}

/** Goes through the steps up to the next question, or to the end. */
export function proceed(
  turn: Turn,
  definition: FlowDefinition,
  from: string | null,
  request: ProtocolRequest | null,
): void {
  const { knowledge } = turn.input;
  const before = turn.outbound.length;
  const waiting = walk(definition, from, {
    isDone: (step) => isDone(turn, step) || hasNoChoice(turn, definition, step) || takesRisk(turn, definition, step),
    holds: (condition) => knowledge.flows.holds(condition, conditionValues(definition, turn.slots, flowFacts(turn))),
    say: (text) => sayText(turn, filledIn(turn, text[turn.locale]), []),
    perform: (action) => perform(turn, action, request),
  });
  const { flow } = turn.state;
  if (flow === null) return;
  if (flow.case !== null) remember(turn, { did: 'passed-on' });
  if (waiting !== null) {
    moveOn(turn, { step: waiting.id, asked: 0, broughtBack: 0, aside: null });
    return putQuestion(turn, definition, waiting);
  }
  const { case: code } = flow;
  const isSilent = turn.outbound.length === before;
  endSurvey(turn, definition, turn.slots);
  endFlow(turn, 'completed');
  if (isSilent && code !== null)
    sayText(turn, turn.input.translate('flow.doneCase', turn.locale, { code }), [`notify:${code}`]);
  else if (turn.outbound.length === 0) say(turn, 'flow.done', []);
}

/** Takes what a message that answers another question says of the risk: what is told is not asked. False: it says nothing of it. */
function takesRisk(turn: Turn, definition: FlowDefinition, step: FlowStep): boolean {
  const slot = step.kind === 'collect' ? slotOf(definition, step.slot) : undefined;
  if (slot === undefined || !asksRisk(definition, slot)) return false;
  const risk = riskAnswered(turn);
  if (risk === null) return false;
  fill(turn, slot, risk);
  return true;
}

/** What conditions may ask besides the values of slots. */
export function flowFacts(turn: Turn): Readonly<Record<string, string | number>> {
  const { cases, flow } = turn.state;
  return {
    openCases: cases.filter(({ status }) => status !== 'closed').length + (flow?.home === undefined ? 0 : 1),
    caseOpened: flow?.case === null ? 'no' : 'yes',
    caseShown: (turn.input.keyedCase ?? null) === null ? 'no' : 'yes',
  };
}

/** Whether a choice is left with nothing to choose among, since this service cannot keep the others: it is not asked. */
function hasNoChoice(turn: Turn, definition: FlowDefinition, step: FlowStep): boolean {
  const slot = step.kind === 'collect' ? slotOf(definition, step.slot) : undefined;
  if (slot?.type !== 'choice') return false;
  const offered = offeredOptions(turn, slot).length;
  return offered < 2 && offered < slot.options.length;
}
