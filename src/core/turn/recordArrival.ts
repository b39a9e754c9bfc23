import type { Middleware } from './turn.ts';

/** Writes down that a message came, before anything can go another way. */
export const recordArrival: Middleware = (turn, next) => {
  if (turn.input.first) turn.events.push({ type: 'conversation.started' });
  turn.events.push({ type: 'message.received', kind: turn.input.inbound.content.kind });
  next();
};
