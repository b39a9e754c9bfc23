import type { Event } from '../../model/event.ts';
import { remember, type Turn } from '../draft.ts';
import { citizenWrote, openCaseIn } from '../openCase.ts';
import { whereItStands } from './receipt.ts';
import { say, sayText } from './say.ts';

type Reason = Extract<
  Extract<Event, { type: 'question.unanswered' }>['reason'],
  'unknown' | 'none-of-these' | 'out-of-date'
>;

/**
 * Says honestly that there is no answer, where to ask, and that the question can be passed on to a person; records it
 * for the editors. No case is opened on a guess: people who want one say so.
 */
export function leaveUnanswered(turn: Turn, reason: Reason): void {
  const inARow = turn.state.unansweredInARow + 1;
  const { knowledge, translate } = turn.input;
  turn.events.push({ type: 'question.unanswered', reason, knowledge: knowledge.version });
  turn.state = { ...turn.state, unansweredInARow: inARow };
  remember(turn, { did: 'left-unanswered' });
  const offered = ['command:person', 'command:help'];
  const caseState = reason === 'unknown' ? openCaseIn(turn) : undefined;
  if (caseState !== undefined) {
    // While a case waits, a message that is unclear on its own belongs to it.
    citizenWrote(turn, caseState);
    return sayText(turn, whereItStands(turn, caseState), []);
  }
  if (reason === 'unknown') {
    // The same text twice would feel like a wall: from the second time on, the bot only says where to reach a person.
    return say(turn, inARow > 1 ? 'unansweredAgain' : 'unanswered', offered);
  }
  const lead = translate(reason === 'out-of-date' ? 'outOfDate' : 'noneOfThese', turn.locale, {}).trim();
  const where = translate('askOffice', turn.locale, {}).trim();
  sayText(turn, `${lead}\n\n${where}`, offered);
}
