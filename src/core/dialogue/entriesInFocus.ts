import type { DialogueState, Focus } from '../model/conversation.ts';

/** Services that a conversation keeps in mind. */
export const mostInFocus = 4;

/** The state after an entry was spoken of. */
export function withFocus(state: DialogueState, focus: Focus): DialogueState {
  const before = state.focus.find(({ entry }) => entry === focus.entry);
  const now: Focus = before?.isWholeGiven ? { ...focus, isWholeGiven: true } : focus;
  return { ...state, focus: [now, ...state.focus.filter((each) => each !== before)].slice(0, mostInFocus) };
}

/** Whether the whole answer of a service was given in this conversation, as far as it is kept in mind. */
export function isWholeGiven(state: DialogueState, entry: string): boolean {
  return state.focus.some((each) => each.entry === entry && each.isWholeGiven === true);
}
