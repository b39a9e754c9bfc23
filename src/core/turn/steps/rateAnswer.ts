import { meaningOf } from '../../dialogue/choice.ts';
import { answerFaults } from '../../model/event.ts';
import { answerToRate, putAnswer } from '../rateableAnswers.ts';
import { say } from '../replies/say.ts';
import type { Middleware, Turn } from '../turnDraft.ts';

/**
 * Records what a reader says of an answer. It is no part of the conversation: it leaves an open question open, and
 * during a takeover it is for the editors alone.
 */
export const rateAnswer: Middleware = (turn, next) => {
  const meaning = turn.chosen === null ? null : meaningOf(turn.chosen);
  if (meaning?.kind !== 'useful' && meaning?.kind !== 'useless') return next();
  const { kind, id } = meaning;
  const answer = answerToRate(turn, id);
  if (answer === null) return reply(turn, () => say(turn, 'tooLateToRate', []));
  const { revision } = answer;
  if (answer.rated === null) {
    turn.events.push({ type: 'answer.rated', entry: id, useful: kind === 'useful', answer: revision });
    putAnswer(turn, { ...answer, rated: kind === 'useful' ? 'useful' : 'not-useful' });
  }
  const fault = kind === 'useless' && answer.rated !== 'useful' ? meaning.fault : null;
  if (fault !== null) turn.events.push({ type: 'answer.faulted', entry: id, fault, answer: revision });
  else if (answer.rated !== null) turn.events.push({ type: 'choice.repeated' });
  // The client already shows the rating below the answer, so a message would only get in the way.
  if (turn.input.account.capabilities.ratings === true) return;
  if (kind === 'useful') reply(turn, () => say(turn, 'answerRated', []));
  else if (meaning.fault !== null) reply(turn, () => say(turn, 'answerFaulted', ['command:person']));
  else
    reply(turn, () =>
      say(
        turn,
        'askFault',
        answerFaults.map((each) => `useless:${id}/${each}`),
      ),
    );
};

/** While a person handles the conversation the bot is silent. */
function reply({ state }: Turn, write: () => void): void {
  if (state.takeover === null) write();
}
