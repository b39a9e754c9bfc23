import { say } from './say.ts';
import type { Middleware, Turn } from './turn.ts';

/**
 * Tells every person, once and before anything else, that this is an automatic assistant, how to reach a person and
 * where the privacy page is (AI Act, art. 50.1).
 */
export const greet: Middleware = (turn, next) => {
  if (turn.input.inbound.content.kind === 'start') return introduce(turn);
  next();
  // Put first only now: the turn may have changed the language, or have introduced the bot by itself.
  if (turn.state.introduced) return;
  turn.state = { ...turn.state, introduced: true };
  turn.outbound.unshift({
    text: turn.input.translate('introduction', turn.locale, {}),
    choices: [],
    locale: turn.locale,
  });
};

/** Introduces the bot to whoever has asked nothing yet, with what others ask. */
export function introduce(turn: Turn): void {
  turn.state = { ...turn.state, introduced: true };
  say(turn, 'introduction', [...turn.input.knowledge.welcome.map((id) => `entry:${id}`), 'command:help']);
}
