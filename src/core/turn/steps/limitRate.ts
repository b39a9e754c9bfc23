import { levelAt } from '../../util/leakyBucket.ts';
import { say } from '../replies/say.ts';
import type { Middleware } from '../turnDraft.ts';

/**
 * Asks for a pause, once, when a conversation exceeds its account's rate limit. Until half of the backlog has been
 * worked off, the journal keeps further messages without an answer to each. An emergency always gets through.
 */
export const limitRate: Middleware = (turn, next) => {
  const { burst, perMinute } = turn.input.account.pace;
  const { now } = turn.input;
  const { backlog, at, warned } = turn.state.pace;
  const left = levelAt({ level: backlog, at }, now, perMinute / 60_000);
  if (left + 1 <= burst || turn.input.understanding.danger.level === 'alarm') {
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
  // Asking for a pause answers nothing, so earlier offers stay valid.
  turn.state = { ...turn.state, offered, pace: { backlog: left, at: now, warned: true } };
};
