import { answerEntry, clarify } from './answerEntry.ts';
import type { Middleware } from './turn.ts';
import { leaveUnanswered } from './unanswered.ts';

/** Answers a question, asks which of a few was meant, or says honestly that it cannot. */
export const answerQuestion: Middleware = (turn) => {
  const { knowledge } = turn.input;
  const { ranked, decision } = knowledge.understand(turn.text, turn.locale);
  turn.events.push({ type: 'question.understood', knowledge: knowledge.version, ranked });
  if (decision.kind === 'answer') answerEntry(turn, decision.entry);
  else if (decision.kind === 'clarify') clarify(turn, decision.entries);
  else leaveUnanswered(turn, 'unknown');
};
