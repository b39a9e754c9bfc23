import type { Middleware } from '../draft.ts';
import { choiceOf } from '../replies/choices.ts';
/** Writes down that a message came, and of which album it is, before anything can go another way. */
export const recordArrival: Middleware = (turn, next) => {
  if (turn.input.first) turn.events.push({ type: 'conversation.started' });
  turn.events.push({ type: 'message.received', kind: turn.input.inbound.content.kind });
  const { content } = turn.input.inbound;
  turn.state = { ...turn.state, album: (content.kind === 'files' && content.album) || null };
  next();
};

/** Milliseconds within which the same button once more is the same wish: what it says has just been answered. */
const doubleTapMs = 10_000;

/** Takes a button that is pressed twice in a row, before the answer is there, for one press. */
export const ignoreDoubleTap: Middleware = (turn, next) => {
  const { inbound, now, state } = turn.input;
  const value = inbound.content.kind === 'choice' ? turn.chosen : null;
  const { pressed } = state;
  if (value !== null && pressed?.value === value && now - pressed.at < doubleTapMs) {
    turn.events.push({ type: 'choice.repeated' });
    return;
  }
  // Values that name nothing may hold anything, and the state is in clear.
  const isKnown = value !== null && choiceOf(turn, value) !== null;
  turn.state = { ...turn.state, pressed: isKnown ? { value, at: now } : null };
  next();
};
