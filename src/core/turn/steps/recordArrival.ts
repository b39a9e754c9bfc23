import type { Middleware } from '../draft.ts';

/** Writes down that a message came, and of which album it is, before anything can go another way. */
export const recordArrival: Middleware = (turn, next) => {
  if (turn.input.first) turn.events.push({ type: 'conversation.started' });
  turn.events.push({ type: 'message.received', kind: turn.input.inbound.content.kind });
  const { content } = turn.input.inbound;
  turn.state = { ...turn.state, album: (content.kind === 'files' && content.album) || null };
  next();
};
