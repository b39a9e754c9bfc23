import type { Event } from '../../model/event.ts';
import { applyProtocol } from '../applyProtocol.ts';
import type { Turn } from '../draft.ts';
import { openCaseIn } from '../openCase.ts';
import { say } from './say.ts';

type Reason = Exclude<Extract<Event, { type: 'question.unanswered' }>['reason'], 'files' | 'location'>;

/**
 * Hands a question that the bot does not answer over to people, and records it for the editors. What it does not understand
 * at all (`unknown`) it asks to hear in other words.
 */
export function leaveUnanswered(turn: Turn, reason: Reason | 'unresolved', department: string | null): void {
  const inARow = turn.state.unansweredInARow + 1;
  turn.events.push({
    type: 'question.unanswered',
    reason: reason === 'unresolved' ? 'unknown' : reason,
    knowledge: turn.input.knowledge.version,
  });
  turn.state = { ...turn.state, unansweredInARow: inARow };
  // While a case waits, what says nothing by itself belongs to it.
  if (reason === 'unknown' && openCaseIn(turn) === undefined) {
    // The same words twice sound like a wall: from the second time on, it only says where a person answers.
    return say(turn, inARow > 1 ? 'unansweredAgain' : 'unanswered', ['command:person', 'command:help']);
  }
  const { translate } = turn.input;
  const lead =
    reason === 'unresolved' || reason === 'unknown'
      ? null
      : translate(reason === 'out-of-date' ? 'outOfDate' : 'noneOfThese', turn.locale, {});
  const known = { kind: 'question', offered: [], url: null, isSaid: false } as const;
  applyProtocol(turn, { ...known, department, lead, traits: ['needs-research'] });
}
