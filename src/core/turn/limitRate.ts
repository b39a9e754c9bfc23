import { burst } from '../conversation.ts';
import { say } from './say.ts';
import type { Middleware } from './turn.ts';

/** Milliseconds after which a person has one more message to spend. */
const refillEvery = 2_000;

/**
 * Asks for a pause when one conversation sends too much: said once, then the journal keeps what comes without an
 * answer to each, until the bucket has filled up a little.
 */
export const limitRate: Middleware = (turn, next) => {
  const { left, at, warned } = turn.state.allowance;
  const { now } = turn.input;
  const refilled = Math.min(burst, left + Math.max(0, now - at) / refillEvery);
  if (refilled >= 1) {
    turn.state = { ...turn.state, allowance: { left: refilled - 1, at: now, warned: warned && refilled < burst / 2 } };
    next();
    return;
  }
  turn.events.push({ type: 'turn.limited' });
  if (!warned) say(turn, 'limited', []);
  turn.state = { ...turn.state, allowance: { left: refilled, at: now, warned: true } };
};
