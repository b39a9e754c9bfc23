import type { Middleware } from '../draft.ts';
import { heardFrom, openCaseIn } from '../openCase.ts';
import { sameAgain } from '../replies/receipt.ts';
import { say, sayText } from '../replies/say.ts';

/** Adds a place or a telephone number to the case that waits, or says honestly that nothing is done with it. */
export const receivePlace: Middleware = (turn, next) => {
  const { inbound, knowledge } = turn.input;
  const { kind } = inbound.content;
  const matter = kind === 'location' || kind === 'contact' ? openCaseIn(turn) : undefined;
  if (matter !== undefined) {
    heardFrom(turn, matter, matter.assignee === null ? [] : [matter.assignee]);
    sayText(turn, sameAgain(turn, matter), []);
  } else if (kind === 'location') {
    turn.events.push({ type: 'question.unanswered', reason: 'location', knowledge: knowledge.version });
    say(turn, 'location', ['command:person', 'command:help']);
  } else if (kind === 'contact') say(turn, 'contact', ['command:person', 'command:help']);
  else next();
};
