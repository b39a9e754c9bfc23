import type { Middleware, Turn } from '../draft.ts';
import { isPublic } from '../replies/private.ts';
import { say } from '../replies/say.ts';

/**
 * Tells every person, once and before anything else, that this is an automatic assistant, how to reach a person and
 * where the privacy page is (AI Act, art. 50.1).
 */
export const greet: Middleware = (turn, next) => {
  const { takeover } = turn.state;
  if (turn.input.inbound.content.kind === 'start' && takeover === null) return welcome(turn);
  next();
  introduceOnce(turn, 'before');
};

/**
 * Introduces the bot to who does not know it yet, before or behind what was said. Only once the rest of the turn is known:
 * it may have changed the language, or have introduced the bot. While a person handles the conversation the bot does not
 * speak; and where others read along it says nothing at all to what deserves no answer.
 */
export function introduceOnce(turn: Turn, where: 'before' | 'behind'): void {
  const isSilent = turn.outbound.length === 0 && (turn.state.takeover !== null || isPublic(turn));
  if (turn.state.introduced || isSilent) return;
  introduce(turn, []);
  if (where === 'before') turn.outbound.unshift(...turn.outbound.splice(-1));
}

/** Introduces the bot to whoever asks nothing yet, with what others ask. */
export function welcome(turn: Turn): void {
  introduce(turn, [...turn.input.knowledge.welcome.map((id) => `entry:${id}`), 'command:help']);
}

function introduce(turn: Turn, offered: readonly string[]): void {
  turn.state = { ...turn.state, introduced: true };
  if (isPublic(turn)) say(turn, 'introductionPublic', []);
  else say(turn, 'introduction', offered);
}
