import { say } from './say.ts';
import type { Middleware } from './turn.ts';

/**
 * Tells every person, once and before anything else, that this is an automatic assistant, how to reach a person and
 * where the privacy page is (AI Act, art. 50.1).
 */
export const greet: Middleware = (turn, next) => {
  const start = turn.input.inbound.content.kind === 'start';
  if (start || !turn.state.introduced) {
    turn.state = { ...turn.state, introduced: true };
    // Whoever opened the window sees what others ask; whoever already asked only needs the answer.
    const welcome = start ? turn.input.knowledge.welcome.map((id) => `entry:${id}`) : [];
    say(turn, 'introduction', start ? [...welcome, 'command:help'] : []);
  }
  if (!start) next();
};
