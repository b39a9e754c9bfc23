import { offersInstead } from '../dialogue/subjectFeatures.ts';
import { servicesIn, subjectsOf } from '../dialogue/subjects.ts';
import type { DialogueState } from '../model/conversation.ts';
import type { Ranked, RankedMove, SubjectModel, Understanding } from '../model/understanding.ts';
import { isChat, sidesOf, thresholdsIn, wordsShared } from './evidence.ts';
import type { Turn } from './turnDraft.ts';

/**
 * Which services a message is probably about in its conversation, the most probable first; null where none is spoken of
 * yet or offered instead of an answer, or nothing was learnt: then its words alone tell.
 */
export function subjectsHere(turn: Turn, moves: readonly RankedMove[]): readonly Ranked[] | null {
  const { knowledge, understanding } = turn.input;
  const [best] = understanding.topics;
  // Thanks are about no service, however much a side of the one spoken of looks like them.
  const isTalk = best !== undefined && isChat(turn, best.entry) && best.confidence >= thresholdsIn(turn).expectedTalk;
  const { focus, last } = turn.state.dialogue;
  const isSpoken =
    focus.length > 0 || (last !== null && offersInstead(last) && servicesIn(turn.state.offered).length > 0);
  if (!knowledge.subjects || !isSpoken || isTalk) return null;
  return rank(turn, knowledge.subjects, { read: understanding, moves, dialogue: turn.state.dialogue });
}

/** Where one of several questions stands: in a conversation that the question before it goes on. */
export interface PartContext {
  readonly read: Understanding;
  readonly dialogue: DialogueState;
  /** What the question probably does there. */
  readonly moves: readonly RankedMove[];
  /** Its words. Absent: those of the message. */
  readonly text?: string | undefined;
}

/** The same of one of several questions in a message. */
export function subjectsOfPart(turn: Turn, { read, dialogue, moves, text }: PartContext): readonly Ranked[] | null {
  const { knowledge } = turn.input;
  if (!knowledge.subjects || dialogue.focus.length === 0) return null;
  return rank(turn, knowledge.subjects, { read, moves, dialogue, text });
}

function rank(turn: Turn, model: SubjectModel, { read, dialogue, moves, text }: PartContext): readonly Ranked[] {
  const { knowledge } = turn.input;
  return subjectsOf(model, read, {
    dialogue,
    choices: servicesIn(turn.state.offered),
    moves,
    isService: (id) => knowledge.entry(id)?.kind === 'faq',
    sidesOf: (id) => {
      const entry = knowledge.entry(id);
      return entry === undefined ? [] : sidesOf(entry);
    },
    generalOf: (id) => knowledge.entry(id)?.general ?? [],
    shared: wordsShared(turn, text),
  });
}

/** Whether a service is among those spoken of. */
export function isSpokenOf({ state }: Turn, entry: string): boolean {
  return state.dialogue.focus.some((each) => each.entry === entry);
}
