import { movesOf } from '../dialogue/moves.ts';
import type { DialogueState } from '../model/conversation.ts';
import type { RankedMove, Understanding } from '../model/understanding.ts';
import { openCaseIn } from './openCase.ts';
import type { Turn } from './turnDraft.ts';

/** What a message says in its conversation; by default the message of the turn, as the conversation stands. */
interface SaidHere {
  readonly read?: Understanding;
  readonly dialogue?: DialogueState;
}

/** What a message, or one of the questions in it, probably does in its conversation, the likeliest first; none: nothing was learnt. */
export function movesHere(
  turn: Turn,
  { read = turn.input.understanding, dialogue = turn.state.dialogue }: SaidHere = {},
): readonly RankedMove[] {
  const { knowledge } = turn.input;
  if (knowledge.moves === null) return [];
  return movesOf(knowledge.moves, read, {
    dialogue,
    offered: turn.state.offered.length > 0,
    hasCase: openCaseIn(turn) !== undefined,
    generalOf: (entry) => knowledge.entry(entry)?.general ?? [],
  });
}
