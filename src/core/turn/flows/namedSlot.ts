import { wantsCall } from '../../flows/calling.ts';
import { findValue } from '../../flows/readSlot.ts';
import { type FlowDefinition, type FlowSlot, type FlowStep, type SlotValue, slotOf } from '../../model/flow.ts';
import { textOf } from '../../model/message.ts';
import type { Turn } from '../turnDraft.ts';
import { contextOf, flowMessageOf } from './flowMessage.ts';
import { fill } from './flowProgress.ts';

/*
 * An option may have the id of a slot: who chooses it is asked for that next ("by phone": the number). So a message can choose and tell it
 * at once.
 */

/** What a slot would hold. */
interface Filling {
  readonly slot: FlowSlot;
  readonly value: SlotValue;
}

/** What a message certainly tells of the slot that an option names; null: nothing, or it names none. */
export function readForOption(turn: Turn, definition: FlowDefinition, option: string): Filling | null {
  const slot = slotOf(definition, option);
  if (slot === undefined || turn.state.flow?.filled.includes(slot.id)) return null;
  const value = findValue(slot, flowMessageOf(turn), contextOf(turn));
  return value === null ? null : { slot, value };
}

/** The option that a message chooses by telling what it asks for: "622 334 455". Null: none. */
export function optionRead(turn: Turn, definition: FlowDefinition, slot: FlowSlot): SlotValue | null {
  const option = slot.options.find(({ id }) => readForOption(turn, definition, id) !== null);
  return option === undefined ? null : { text: option.title[turn.locale], value: option.id };
}

/** By telephone, as the answer of who asks to be called; null: nothing asks for that. */
export function calledBack(turn: Turn, { slots }: Pick<FlowDefinition, 'slots'>): Filling | null {
  for (const slot of slots) {
    const option = slot.options.find(({ id }) => slots.some((each) => each.id === id && each.type === 'phone'));
    if (option !== undefined) return { slot, value: { text: option.title[turn.locale], value: option.id } };
  }
  return null;
}

/** Longest message, in words, that asks to be called and is nothing but that. */
const callWords = 12;

/**
 * Keeps that somebody asks to be called while something else is asked: what the flow would ask about that later is known then. False:
 * nobody asks, or it answers the open question.
 */
export function keepCallback(turn: Turn, definition: FlowDefinition, step: FlowStep): boolean {
  const { flow } = turn.state;
  const asked = step.kind === 'collect' ? slotOf(definition, step.slot) : undefined;
  if (flow === null || flow.case === null || turn.chosen !== null) return false;
  if (turn.input.understanding.shape.words > callWords || !wantsCall(textOf(turn.input.inbound))) return false;
  const choice = calledBack(turn, definition);
  if (asked?.type === 'phone' || (asked !== undefined && asked.id === choice?.slot.id)) return false;
  if (choice === null) return true;
  const number = readForOption(turn, definition, choice.value.value);
  for (const each of [choice, ...(number === null ? [] : [number])]) fill(turn, each.slot, each.value);
  return true;
}
