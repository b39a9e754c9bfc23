import { namedNumberIn, withNumber } from '../../flows/place.ts';
import { saysMoreThanNo } from '../../flows/risk.ts';
import { type FlowDefinition, type FlowSlot, type FlowStep, type SlotType, slotOf } from '../../model/flow.ts';
import { textOf } from '../../model/message.ts';
import { addedTo } from '../openCase.ts';
import { answerEntry } from '../replies/answerEntry.ts';
import { appendText, say, sayText } from '../replies/say.ts';
import type { Turn } from '../turnDraft.ts';
import { riskOpen } from './besides.ts';
import { mostWrongCodes, needsCode, sendCode } from './confirmEmail.ts';
import { contextOf, flowMessageOf } from './flowMessage.ts';
import { endFlow, fill, fillConfirmed, forget, moveOn, pass } from './flowProgress.ts';
import { choicesOf, offerToResume, putQuestion, sayAdded } from './flowQuestions.ts';
import { type AnswerBefore, answerBefore } from './inTwo.ts';
import { interpret, offeredOptions, riskAnswered } from './interpret.ts';
import { addAtHome } from './moved.ts';
import { keepCallback, readForOption } from './namedSlot.ts';
import { proceed } from './proceed.ts';

/** Longest answer, in words, that was probably meant as one. */
const fewWords = 3;
/** Answers that are said back as they were understood. */
const saidBack: readonly SlotType[] = ['place', 'date', 'time', 'phone', 'email', 'number'];
/** How often a question is put before the flow goes on without an answer. */
const mostAsked = 3;

/** Goes on with what the message says. False: it is about something else. */
export function goOn(turn: Turn, definition: FlowDefinition, step: FlowStep): boolean {
  const before = readBefore(turn, definition, step);
  if (before !== null) return answerFirst(turn, definition, step, before);
  if (keepCallback(turn, definition, step)) {
    belongs(turn);
    return add(turn, definition, step);
  }
  const reading = interpret(turn, definition, step);
  if (reading.does === 'interrupt' || (reading.does === 'add' && isElsewhere(turn))) {
    // The question itself is put again, not which answer to change.
    if (turn.state.flow?.aside === 'change') moveOn(turn, { aside: null });
    return false;
  }
  const slot = step.kind === 'collect' ? slotOf(definition, step.slot) : undefined;
  if (reading.does === 'leave') {
    takeLeave(turn, reading.entry);
    return true;
  }
  if (reading.does === 'ask-why') {
    sayText(turn, reading.why[turn.locale].trim(), choicesOf(turn, definition, step));
    moveOn(turn, { askedAt: turn.input.now });
    return true;
  }
  if (reading.does === 'ask-choice') {
    sayChoices(turn, definition, step, reading.slot);
    return true;
  }
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
    case 'decline':
      if (slot === undefined) return againOrOn(turn, definition, step);
      doWithout(turn, definition, step, { slot, declines: reading.does === 'decline' });
      break;
    case 'not-known':
      if (slot === undefined) return againOrOn(turn, definition, step);
      if (reading.saysMore) sayAdded(turn);
      doWithout(turn, definition, step, { slot, declines: false });
      break;
    case 'again':
      return againOrOn(turn, definition, step);
    case 'code':
      takeCode(turn, definition, step, reading);
      break;
    case 'add':
      return add(turn, definition, step);
  }
  return true;
}

/** Says what can be chosen, and what happens without a choice. */
function sayChoices(turn: Turn, definition: FlowDefinition, step: FlowStep, { why, options }: FlowSlot): void {
  const titles = options.map(({ title }) => `**${title[turn.locale]}**`).join(', ');
  const said = turn.input.translate('flow.choices', turn.locale, { options: titles });
  const pieces = why === undefined ? [said] : [said, why[turn.locale].trim()];
  sayText(turn, pieces.join('\n\n'), choicesOf(turn, definition, step));
  moveOn(turn, { askedAt: turn.input.now });
}

/** The answer with which a message begins that asks something after it; null: it is in one piece, or the question is another. */
function readBefore(turn: Turn, definition: FlowDefinition, step: FlowStep): AnswerBefore | null {
  const asked = step.kind === 'collect' ? slotOf(definition, step.slot) : undefined;
  const message = flowMessageOf(turn);
  if (turn.chosen !== null || message.text === '' || (turn.state.flow?.aside ?? null) !== null) return null;
  const slot = asked === undefined ? null : { ...asked, options: offeredOptions(turn, asked) };
  return answerBefore(slot, message, contextOf(turn));
}

/** Takes the answer; what is asked after it is for the steps that follow. True: nothing is. */
function answerFirst(turn: Turn, definition: FlowDefinition, step: FlowStep, before: AnswerBefore): boolean {
  const slot = step.kind === 'collect' ? slotOf(definition, step.slot) : undefined;
  if (before.does === 'cancel') {
    cancel(turn);
    return !before.asks;
  }
  belongs(turn);
  if (before.does === 'close') {
    if (slot !== undefined && before.value !== null) fill(turn, slot, before.value);
    takeLeave(turn, null);
    return true;
  }
  if (slot === undefined) return false;
  if (before.does === 'skip') pass(turn, slot.id);
  else if (needsCode(turn, slot)) {
    answer(turn, definition, step, { slot, value: before.value });
    return true;
  } else {
    fill(turn, slot, before.value);
    sayNoted(turn, slot, before.value);
  }
  return false;
}

/** Leaves a question open, where it need not be answered; else says why it is asked, and what can be done. */
function doWithout(
  turn: Turn,
  definition: FlowDefinition,
  step: FlowStep,
  { slot, declines }: { readonly slot: FlowSlot; readonly declines: boolean },
): void {
  const { asked = 0, offered } = turn.state.flow ?? {};
  if (!slot.optional && offered !== true && asked < 2) {
    const generic = slot.opening ? 'flow.neededFirst' : 'flow.needed';
    const why = slot.why?.[turn.locale] ?? turn.input.translate(generic, turn.locale, {});
    // Without what the flow is about there is nothing to go on with.
    const way = slot.opening ? 'flow:cancel' : `flow:skip/${step.id}`;
    sayText(turn, why.trim(), [...choicesOf(turn, definition, step), way]);
    return moveOn(turn, { asked: asked + 1, askedAt: turn.input.now });
  }
  if (slot.opening) return cancel(turn);
  if (declines) say(turn, 'flow.declined', []);
  pass(turn, slot.id);
  proceed(turn, definition, step.next, null);
}

/** Somebody takes leave: nothing more is asked, and what was told stays in its case. */
function takeLeave(turn: Turn, entry: string | null): void {
  const code = turn.state.flow?.case ?? null;
  endFlow(turn, 'cancelled');
  if (entry === null) say(turn, 'noted', []);
  else answerEntry(turn, entry);
  if (code !== null) appendText(turn, turn.input.translate('flow.left', turn.locale, { code }));
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
  if (slot.type === 'choice' && turn.chosen === null && answerNext(turn, definition, value.value)) return;
  if (slot.type === 'photo') sayAdded(turn);
  else if (saidBack.includes(slot.type)) sayNoted(turn, slot, value);
  else if (slot.type === 'text' && turn.state.flow?.case !== null) sayAdded(turn);
  else if (slot.type === 'consent' && turn.chosen === null) noteBesides(turn, definition, value.value);
  proceed(turn, definition, step.next, null);
}

/** Says that more was noted than the no that a message begins with: the number of the house, or what it tells of the matter. */
function noteBesides(turn: Turn, definition: FlowDefinition, answer: string): void {
  const { filled = [], case: code } = turn.state.flow ?? { case: null };
  if (code === null) return;
  const text = textOf(turn.input.inbound);
  const slot = definition.slots.find(({ id, type }) => type === 'place' && filled.includes(id));
  const before = slot === undefined ? undefined : turn.slots[slot.id];
  const number = namedNumberIn(text);
  if (slot !== undefined && before !== undefined && number !== null && !/\d/.test(before.text)) {
    const place = { text: withNumber(before.text, number), value: withNumber(before.text, number) };
    fill(turn, slot, place);
    return sayNoted(turn, slot, place);
  }
  if (answer === 'no' && saysMoreThanNo(text, turn.input.knowledge.flows.words.no)) sayAdded(turn);
}

/** Takes what a choice asks for next, where its message tells that. True: a code is waited for now. */
function answerNext(turn: Turn, definition: FlowDefinition, option: string): boolean {
  const next = readForOption(turn, definition, option);
  const step = definition.steps.find((each) => each.kind === 'collect' && each.slot === next?.slot.id);
  if (next === null || step === undefined) return false;
  if (!needsCode(turn, next.slot)) {
    fill(turn, next.slot, next.value);
    return false;
  }
  moveOn(turn, { step: step.id });
  sendCode(turn, next.slot, step, next.value);
  return true;
}

/** Says back what was understood, where that helps. */
function sayNoted(turn: Turn, { type }: FlowSlot, { text }: Parameters<typeof fill>[2]): void {
  if (saidBack.includes(type)) sayText(turn, turn.input.translate('flow.noted', turn.locale, { what: text }), []);
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
    fillConfirmed(turn, slot, value);
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
  else sayText(turn, turn.input.translate('flow.cancelledCase', turn.locale, { code }), [`withdraw:${code}`]);
}

/** More about the matter, but not what was asked: it goes to the case, and the question is put again. */
export function add(turn: Turn, definition: FlowDefinition, step: FlowStep): boolean {
  const code = turn.state.flow?.case ?? null;
  if (code === null) return againOrOn(turn, definition, step);
  const slot = riskOpen(turn, definition);
  const risk = slot === null ? null : riskAnswered(turn);
  // What was told of it is not asked later.
  if (slot !== null && risk !== null) fill(turn, slot, risk);
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
