import type { Event } from '../../model/event.ts';
import { applyProtocol } from '../applyProtocol.ts';
import type { Turn } from '../draft.ts';
import { openCaseIn } from '../openCase.ts';
import { say } from './say.ts';

type Reason = Exclude<Extract<Event, { type: 'question.unanswered' }>['reason'], 'files' | 'location'>;

/**
 * Passes a question that the bot cannot answer to staff, and records it for the editors. A question that it does not
 * understand at all (`unknown`) it asks the person to reword.
 */
export function leaveUnanswered(turn: Turn, reason: Reason | 'unresolved', department: string | null): void {
  const inARow = turn.state.unansweredInARow + 1;
  turn.events.push({
    type: 'question.unanswered',
    reason: reason === 'unresolved' ? 'unknown' : reason,
    knowledge: turn.input.knowledge.version,
  });
  turn.state = { ...turn.state, unansweredInARow: inARow };
  // While a case waits, a message that is unclear on its own belongs to it.
  if (reason === 'unknown' && openCaseIn(turn) === undefined) {
    // The same text twice would feel like a wall: from the second time on, the bot only says where to reach a person.
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
