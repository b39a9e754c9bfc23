import { say } from './say.ts';
import type { Middleware } from './turn.ts';

/** Says honestly that a file arrived and that the bot does not read it; words beside it are answered as usual. */
export const receiveFiles: Middleware = (turn, next) => {
  const { inbound, knowledge } = turn.input;
  if (inbound.content.kind !== 'files') {
    next();
    return;
  }
  say(turn, 'files', []);
  if (turn.text !== '') next();
  else turn.events.push({ type: 'question.unanswered', reason: 'files', knowledge: knowledge.version });
};
