import type { Middleware } from '../draft.ts';
import { say } from '../replies/say.ts';

/**
 * Asks for a pause when one conversation sends more than its account allows: said once, then the journal keeps what
 * comes without an answer to each, until half of the backlog has been worked off. An emergency always goes through.
 */
export const limitRate: Middleware = (turn, next) => {
  const { burst, perMinute } = turn.input.account.pace;
  const { now } = turn.input;
  const { backlog, at, warned } = turn.state.pace;
  const left = Math.max(0, backlog - (Math.max(0, now - at) / 60_000) * perMinute);
  if (left + 1 <= burst || turn.input.danger.level === 'alarm') {
    turn.state = {
      ...turn.state,
      pace: { backlog: Math.min(left + 1, burst), at: now, warned: warned && left > burst / 2 },
    };
    next();
    return;
  }
  const { offered } = turn.state;
  turn.events.push({ type: 'turn.limited' });
  if (!warned && turn.state.takeover === null) say(turn, 'limited', []);
  // Asking for a pause answers nothing: what was on offer still is.
  turn.state = { ...turn.state, offered, pace: { backlog: left, at: now, warned: true } };
};
