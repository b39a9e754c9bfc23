import { heardFrom, openCaseIn } from './cases.ts';
import { sameAgain } from './receipt.ts';
import { say, sayText } from './say.ts';
import type { Middleware } from './turn.ts';

/**
 * Says honestly that a file arrived and that the bot does not read it; words beside it are answered as usual. A file by
 * itself belongs to the case that waits.
 */
export const receiveFiles: Middleware = (turn, next) => {
  const { inbound, knowledge } = turn.input;
  if (inbound.content.kind !== 'files') {
    next();
    return;
  }
  const matter = openCaseIn(turn);
  if (turn.text === '' && matter !== undefined) {
    heardFrom(turn, matter, matter.assignee === null ? [] : [matter.assignee]);
    return sayText(turn, sameAgain(turn, matter), []);
  }
  say(turn, 'files', []);
  if (turn.text !== '') next();
  else turn.events.push({ type: 'question.unanswered', reason: 'files', knowledge: knowledge.version });
};
