import { citizenWrote, openCaseIn } from '../openCase.ts';
import { sameAgain } from '../replies/receipt.ts';
import { say, sayText } from '../replies/say.ts';
import type { Middleware } from '../turnDraft.ts';

/** Adds a location or phone number to the waiting case, or says honestly that nothing is done with it. */
export const receiveLocation: Middleware = (turn, next) => {
  const { inbound, knowledge } = turn.input;
  const { kind } = inbound.content;
  const caseState = kind === 'location' || kind === 'contact' ? openCaseIn(turn) : undefined;
  if (caseState !== undefined) {
    citizenWrote(turn, caseState);
    sayText(turn, sameAgain(turn, caseState), []);
  } else if (kind === 'location') {
    turn.events.push({ type: 'question.unanswered', reason: 'location', knowledge: knowledge.version });
    say(turn, 'location', ['command:person', 'command:help']);
  } else if (kind === 'contact') say(turn, 'contact', ['command:person', 'command:help']);
  else next();
};
