import { type FlowDefinition, type FlowStep, slotOf } from '../../model/flow.ts';
import { ownOpenCases } from '../openCase.ts';
import { caseSubject } from '../replies/caseSubject.ts';
import { say, sayText } from '../replies/say.ts';
import type { Turn } from '../turnDraft.ts';
import { moveOn } from './flowProgress.ts';
import { offeredOptions } from './interpret.ts';

/** Puts a question, with its buttons, in the message before it where that offers nothing. */
export function putQuestion(turn: Turn, definition: FlowDefinition, step: FlowStep): void {
  const text = questionOf(turn, step);
  const last = turn.outbound.at(-1);
  const isJoined = last !== undefined && last.choices.length === 0 && last.files.length === 0;
  if (isJoined) turn.outbound.pop();
  sayText(turn, isJoined ? `${last.text}\n\n${text}` : text, choicesOf(turn, definition, step));
  moveOn(turn, { asked: (turn.state.flow?.asked ?? 0) + 1, askedAt: turn.input.now });
}

export function questionOf(turn: Turn, step: FlowStep): string {
  return step.kind === 'collect' || step.kind === 'confirm' ? filledIn(turn, step.ask[turn.locale]) : '';
}

/** A text with the values of slots for their `{{names}}`. */
export function filledIn(turn: Turn, text: string): string {
  const own = { code: codeOf, about: subjectHere };
  const filledWith = (name: string) =>
    (name === 'code' || name === 'about' ? own[name](turn) : turn.slots[name]?.text) ?? '';
  const filled = text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => filledWith(name));
  // What was left out leaves no gap.
  return filled
    .replace(/ +(?=[ ,:])/g, '')
    .replace(/,(?=[,:])/g, '')
    .trim();
}

/** The code of the flow's case, or of the newest one that is open. */
function codeOf({ state }: Turn): string | undefined {
  return state.flow?.case ?? state.cases.findLast(({ status }) => status !== 'closed')?.code;
}

/** What the flow's case is about. */
function subjectHere(turn: Turn): string | undefined {
  const code = codeOf(turn);
  const own = turn.state.cases.find((each) => each.code === code);
  return own === undefined ? undefined : caseSubject(turn, own);
}

/** The other cases that may be meant, newest first. */
function othersOpen(turn: Turn): readonly string[] {
  const own = codeOf(turn);
  return ownOpenCases(turn)
    .filter(({ code }) => code !== own)
    .slice(-mostOthers)
    .reverse()
    .map(({ code }) => `withdraw:${code}`);
}

/** Most other cases that are offered. */
const mostOthers = 3;

export function choicesOf(turn: Turn, definition: FlowDefinition, step: FlowStep): readonly string[] {
  // A button names its question: pressed for the next one too, it is no double tap.
  const agreement = [`flow:yes/${step.id}`, `flow:no/${step.id}`];
  if (step.kind === 'confirm') return definition.start.settled ? [...agreement, ...othersOpen(turn)] : agreement;
  const slot = step.kind === 'collect' ? slotOf(definition, step.slot) : undefined;
  if (slot === undefined) return [];
  const answers =
    slot.type === 'consent' ? agreement : offeredOptions(turn, slot).map(({ id }) => `slot:${slot.id}/${id}`);
  return slot.optional && slot.type !== 'consent' ? [...answers, `flow:skip/${step.id}`] : answers;
}

export function offerToResume(turn: Turn, definition: FlowDefinition): void {
  moveOn(turn, { aside: 'resume', askedAt: turn.input.now });
  const about = definition.about[turn.locale];
  sayText(turn, turn.input.translate('flow.resume', turn.locale, { about }), ['flow:resume', 'flow:cancel']);
}

export function sayAdded(turn: Turn): void {
  const code = codeOf(turn);
  if (code === undefined) say(turn, 'flow.kept', []);
  else sayText(turn, turn.input.translate('flow.added', turn.locale, { code }), []);
}
