import { isOneOf } from '../../flows/readSlot.ts';
import type { FlowSlot, FlowStep, SlotValue } from '../../model/flow.ts';
import { sayText } from '../replies/say.ts';
import type { Turn } from '../turnDraft.ts';
import { moveOn, pendingOf } from './flowProgress.ts';

/*
 * An address is used once somebody who reads its e-mails has said so: a code goes there, and is written here. Until then it is sealed
 * with the flow under a name that no slot can have, and staff do not see it.
 */

/** How often a wrong code may be written. */
export const mostWrongCodes = 3;

/** Whether an answer has to be confirmed before it counts. */
export function needsCode(turn: Turn, slot: FlowSlot): boolean {
  return slot.confirm === true && turn.input.account.mails === true;
}

/** Sends a code to an address, and asks for it. */
export function sendCode(turn: Turn, slot: FlowSlot, step: FlowStep, { text }: SlotValue): void {
  const code = turn.input.confirmationAt?.(turn.input.revision) ?? '';
  turn.slots = { ...turn.slots, [pendingOf(slot.id)]: { text, value: code } };
  turn.sideEffects.push({ type: 'send-confirmation', slot: pendingOf(slot.id), locale: turn.locale });
  moveOn(turn, { aside: 'code', asked: 1, askedAt: turn.input.now });
  askForCode(turn, slot, step);
}

/** Asks for the code that was sent. */
export function askForCode(turn: Turn, slot: FlowSlot, step: FlowStep): void {
  const what = turn.slots[pendingOf(slot.id)]?.text ?? '';
  sayText(turn, turn.input.translate('flow.codeSent', turn.locale, { what }), [`flow:skip/${step.id}`]);
}

/** The address that a written code confirms; null: the code is another one. */
export function confirmedBy(turn: Turn, slot: FlowSlot, typed: string): SlotValue | null {
  const pending = turn.slots[pendingOf(slot.id)];
  const digits = typed.replace(/\D/g, '');
  return pending === undefined || pending.value === '' || digits !== pending.value
    ? null
    : { text: pending.text, value: pending.text };
}

/** Whether a text may be meant as the code, and not as something else. */
export function isLikeCode(typed: string): boolean {
  return /^\D{0,20}\d[\d\s-]{3,9}\D{0,3}$/.test(typed);
}

/** Whether somebody does without: they have no access to it, or thought better of it. */
export function doesWithout(turn: Turn, typed: string): boolean {
  const { skip, no } = turn.input.knowledge.flows.words;
  return isOneOf(typed, skip) || isOneOf(typed, no);
}
