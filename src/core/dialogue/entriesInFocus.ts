import type { DialogueState, Focus } from '../model/conversation.ts';

/** Services that a conversation keeps in mind. */
const focusLimit = 4;

/** The state after an entry was spoken of. */
export function withFocus(state: DialogueState, focus: Focus): DialogueState {
  return { ...state, focus: [focus, ...state.focus.filter(({ entry }) => entry !== focus.entry)].slice(0, focusLimit) };
}
