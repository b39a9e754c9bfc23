import { correctsCase, correctsWhere, numberInstead } from '../../flows/correcting.ts';
import { houseNumberIn, withNumber } from '../../flows/place.ts';
import { afterBeginning, type FlowMessage, findValue, readValue } from '../../flows/readSlot.ts';
import { type FlowDefinition, type FlowSlot, type SlotValue, slotOf } from '../../model/flow.ts';
import type { Turn } from '../turnDraft.ts';
import { contextOf } from './flowMessage.ts';

/** What a message corrects: an answer, to what it says instead, or one that is to be asked again. */
type Correction =
  | { readonly does: 'correct'; readonly slot: FlowSlot; readonly value: SlotValue }
  | { readonly does: 'change'; readonly slot: FlowSlot };

/** "No, at number 14": what follows replaces the newest answer that it fits. */
export function readCorrected(turn: Turn, definition: FlowDefinition, message: FlowMessage): Correction | null {
  const { knowledge } = turn.input;
  const rest = afterBeginning(message.text, knowledge.flows.words.correct);
  const isOfCase = correctsCase(message.text);
  if (message.asks && !isOfCase) return null;
  const filled = (turn.state.flow?.filled ?? []).toReversed().flatMap((id) => slotOf(definition, id) ?? []);
  const isReplaced = numberInstead(message.text) !== null;
  for (const slot of filled) {
    const isPlace = slot.type === 'place' && (isOfCase || isReplaced);
    if (rest === null && !isPlace) continue;
    const value = correctedValue(turn, slot, { ...message, text: isPlace ? message.text : (rest ?? message.text) });
    if (value !== null) return { does: 'correct', slot, value };
  }
  // Which it is instead is not said: it is asked again.
  const place = isOfCase && correctsWhere(message.text) ? filled.find(({ type }) => type === 'place') : undefined;
  return place === undefined ? null : { does: 'change', slot: place };
}

/** The value that a correction gives to an answer; null: none that fits it. */
export function correctedValue(turn: Turn, slot: FlowSlot, message: FlowMessage): SlotValue | null {
  if (slot.opening || slot.type === 'text' || slot.type === 'consent') return null;
  if (slot.type === 'place') {
    const number = houseNumberIn(message.text) ?? numberInstead(message.text);
    const before = turn.slots[slot.id]?.text;
    if (number !== null && before !== undefined) {
      const text = withNumber(before, number);
      return { text, value: text };
    }
  }
  return slot.type === 'place' ? findValue(slot, message, contextOf(turn)) : readValue(slot, message, contextOf(turn));
}
