import { say } from './say.ts';
import type { Middleware } from './turn.ts';

/** Says honestly that a place or a telephone number arrived and that nothing is done with it yet. */
export const receivePlace: Middleware = (turn, next) => {
  const { inbound, knowledge } = turn.input;
  if (inbound.content.kind === 'location') {
    turn.events.push({ type: 'question.unanswered', reason: 'location', knowledge: knowledge.version });
    say(turn, 'location', ['command:person', 'command:help']);
  } else if (inbound.content.kind === 'contact') say(turn, 'contact', ['command:person', 'command:help']);
  else next();
};
