import { textOf } from '../../model/message.ts';
import { recordOf } from '../../model/understanding.ts';
import { choiceOf } from '../replies/choices.ts';
import type { Middleware } from '../turnDraft.ts';

/** Records that a message came, and its album, before any other step can end the turn. */
export const recordArrival: Middleware = (turn, next) => {
  if (turn.input.first) turn.events.push({ type: 'conversation.started' });
  const { content } = turn.input.inbound;
  // The label of a choice that is still known is ours; that of an unknown one is read as words.
  const isRead =
    textOf(turn.input.inbound).trim() !== '' && !(content.kind === 'choice' && choiceOf(turn, content.value) !== null);
  turn.events.push({
    type: 'message.received',
    kind: content.kind,
    ...(isRead ? { understanding: recordOf(turn.input.understanding) } : {}),
  });
  turn.state = { ...turn.state, album: (content.kind === 'files' && content.album) || null };
  next();
};

/** Milliseconds within which the same button pressed again counts as a double tap: the reply has just been given. */
const doubleTapMs = 10_000;

/** Ignores the second of two presses of the same button. */
export const ignoreDoubleTap: Middleware = (turn, next) => {
  const { inbound, now, state } = turn.input;
  const value = inbound.content.kind === 'choice' ? turn.chosen : null;
  const { pressed } = state;
  if (value !== null && pressed?.value === value && now - pressed.at < doubleTapMs) {
    turn.events.push({ type: 'choice.repeated' });
    return;
  }
  // Unknown values may contain anything, and the state is stored unencrypted.
  const isKnown = value !== null && choiceOf(turn, value) !== null;
  turn.state = { ...turn.state, pressed: isKnown ? { value, at: now } : null };
  next();
};
