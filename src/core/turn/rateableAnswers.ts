import type { RateableAnswer } from '../model/conversation.ts';
import type { Turn } from './turnDraft.ts';

/** Number of answers that can still be rated. */
const mostAnswers = 12;

/** The newest answer with an entry; null: there is none, or it was too long ago. */
export function answerToRate({ state }: Pick<Turn, 'state'>, entry: string): RateableAnswer | null {
  return state.answers?.find((each) => each.entry === entry) ?? null;
}

/**
 * Marks the last message of the turn as an answer, which its reader may rate. Nobody in danger, or in need of what is
 * offered to nobody unasked, is asked how they liked the answer.
 */
export function markAnswer(turn: Turn, entry: string): void {
  const { quickExit = false, sensitive = false } = turn.input.knowledge.entry(entry) ?? {};
  const last = turn.outbound.at(-1);
  if (last === undefined || quickExit || sensitive) return;
  turn.outbound.pop();
  turn.outbound.push({ ...last, answers: entry });
  putAnswer(turn, { entry, revision: turn.input.revision, rated: null });
}

/** Puts an answer in place of an earlier one with the same entry. */
export function putAnswer(turn: Turn, answer: RateableAnswer): void {
  const others = (turn.state.answers ?? []).filter(({ entry }) => entry !== answer.entry);
  turn.state = { ...turn.state, answers: [answer, ...others].slice(0, mostAnswers) };
}
