import { asksInGeneral } from '../../flows/phrasing.ts';
import type { Event } from '../../model/event.ts';
import type { Entry } from '../../ports/knowledge.ts';
import { asksAnything, plainAspect, thresholdsIn } from '../evidence.ts';
import { citizenWrote, openCaseIn, reportOpen } from '../openCase.ts';
import { asksElsewhere } from '../otherSubject.ts';
import { remember, type Turn } from '../turnDraft.ts';
import { isPublic } from './private.ts';
import { questionIn, sameAgain, whereItStands } from './receipt.ts';
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
    // Who waits for a person is told how long.
    const isAsked = caseState.kind !== 'person' && !isPublic(turn) && asksAnything(turn);
    const where = translate('askOffice', turn.locale, {}).trim();
    return sayText(turn, isAsked ? questionIn(turn, caseState, where) : whereItStands(turn, caseState), []);
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

/**
 * Leaves what no text of a service answers with the case in which that was reported, while the report is open: a question with where to
 * ask, anything else as more of it. False: no report of that service is open.
 */
export function leaveWithReport(turn: Turn, entry: Entry, contact: string): boolean {
  const own = isPublic(turn) ? undefined : reportOpen(turn);
  // What is so in general is nothing that staff of the case have to tell.
  if (own === undefined || own.kind === 'person' || own.about !== entry.id || asksInGeneral(turn.text)) return false;
  const side = plainAspect(turn.input.understanding.aspects);
  const { aspect: likely, ownAspect } = thresholdsIn(turn);
  // What plainly names a side asks for it, however it is put.
  const asks = asksAnything(turn) || (side?.confidence ?? 0) >= ownAspect;
  // Where that side is written, the whole answer may tell what is meant.
  const isWritten = side !== undefined && side.confidence >= likely && entry.aspects[side.aspect] !== undefined;
  if (asks && isWritten) return false;
  if (asks) {
    const { version } = turn.input.knowledge;
    turn.events.push({ type: 'question.unanswered', reason: 'no-fact', knowledge: version });
  }
  citizenWrote(turn, own);
  // A form under way goes on: it was not handed over.
  if (turn.state.flow === null) remember(turn, { did: 'passed-on' });
  sayText(turn, asks ? questionIn(turn, own, contact) : sameAgain(turn, own), []);
  return true;
}
