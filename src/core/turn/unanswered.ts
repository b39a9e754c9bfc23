import type { Event } from '../event.ts';
import type { PhraseKey } from '../phrase.ts';
import { say } from './say.ts';
import type { Turn } from './turn.ts';

type Reason = Exclude<Extract<Event, { type: 'question.unanswered' }>['reason'], 'files' | 'location'>;

const phrases: Readonly<Record<Reason, PhraseKey>> = {
  unknown: 'unanswered',
  'none-of-these': 'noneOfThese',
  'out-of-date': 'outOfDate',
};

/** Says honestly that the bot does not answer this and who will, and records the question for the editors. */
export function leaveUnanswered(turn: Turn, reason: Reason): void {
  const inARow = turn.state.unansweredInARow + 1;
  turn.events.push({ type: 'question.unanswered', reason, knowledge: turn.input.knowledge.version });
  turn.state = { ...turn.state, unansweredInARow: inARow };
  // The same words twice sound like a wall: from the second time on, it only says where a person answers.
  const phrase = reason === 'unknown' && inARow > 1 ? 'unansweredAgain' : phrases[reason];
  say(turn, phrase, ['command:person', 'command:help']);
}
