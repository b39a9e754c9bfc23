import type { Event } from '../../model/event.ts';
import { citizenWrote, openCaseIn } from '../openCase.ts';
import { asksElsewhere } from '../otherSubject.ts';
import { remember, type Turn } from '../turnDraft.ts';
import { isPublic } from './private.ts';
import { whereItStands } from './receipt.ts';
import { isOfferable } from './replyTopics.ts';
import { appendPhrase, say, sayText } from './say.ts';

type Reason = Extract<
  Extract<Event, { type: 'question.unanswered' }>['reason'],
  'unknown' | 'none-of-these' | 'out-of-date'
>;

/**
 * Says honestly that there is no answer, where to ask, and that the question can be passed on to a person; records it
 * for the editors. No case is opened on a guess: people who want one say so. `near`: entries that may help all the same.
 */
export function leaveUnanswered(turn: Turn, reason: Reason, near: readonly string[] = []): void {
  const inARow = turn.state.unansweredInARow + 1;
  const { knowledge, translate } = turn.input;
  turn.events.push({ type: 'question.unanswered', reason, knowledge: knowledge.version });
  turn.state = { ...turn.state, unansweredInARow: inARow };
  remember(turn, { did: 'left-unanswered' });
  const offered = ['command:person', 'command:help'];
  const caseState = reason === 'unknown' && !asksElsewhere(turn) ? openCaseIn(turn) : undefined;
  if (caseState !== undefined) {
    // While a case waits, a message that is unclear on its own belongs to it.
    citizenWrote(turn, caseState);
    return sayText(turn, whereItStands(turn, caseState), []);
  }
  if (reason === 'unknown') {
    // The same text twice would feel like a wall: from the second time on, the bot only says where to reach a person.
    const entries = isPublic(turn) ? [] : near.filter((id) => isOfferable(turn, id)).map((id) => `entry:${id}`);
    say(turn, inARow > 1 ? 'unansweredAgain' : 'unanswered', [...entries, ...offered]);
    if (entries.length > 0) appendPhrase(turn, 'nearest');
    return;
  }
  const lead = translate(reason === 'out-of-date' ? 'outOfDate' : 'noneOfThese', turn.locale, {}).trim();
  const where = translate('askOffice', turn.locale, {}).trim();
  sayText(turn, `${lead}\n\n${where}`, offered);
}
