import { withFocus } from '../dialogue/entriesInFocus.ts';
import { subjectsOf } from '../dialogue/subjects.ts';
import type { DialogueState } from '../model/conversation.ts';
import {
  type Aspect,
  isAspect,
  type Part,
  type Ranked,
  type RankedMove,
  type SubjectModel,
  type Understanding,
} from '../model/understanding.ts';
import { isChat, thresholdsIn } from './offerable.ts';
import type { Turn } from './turnDraft.ts';

/**
 * Which services a message is probably about in its conversation, the most probable first; null where none is spoken of
 * yet, or nothing was learnt: then its words alone tell.
 */
export function subjectsHere(turn: Turn, moves: readonly RankedMove[]): readonly Ranked[] | null {
  const { knowledge, understanding } = turn.input;
  const [best] = understanding.topics;
  // Thanks are about no service, however much a side of the one spoken of looks like them.
  const isTalk = best !== undefined && isChat(turn, best.entry) && best.confidence >= thresholdsIn(turn).expectedTalk;
  if (!knowledge.subjects || turn.state.dialogue.focus.length === 0 || isTalk) return null;
  return rank(turn, knowledge.subjects, understanding, moves);
}

/**
 * The same of one of several questions in a message, which is shorter, and of which less is known. `spokenOf`: what the
 * question before it, or else the conversation, was about.
 */
export function subjectsOfPart(
  turn: Turn,
  { topics, aspects }: Part,
  { spokenOf, isFirst }: { readonly spokenOf: string | undefined; readonly isFirst: boolean },
): readonly Ranked[] | null {
  const { knowledge, understanding } = turn.input;
  if (!knowledge.subjects || spokenOf === undefined) return null;
  const dialogue = withFocus(turn.state.dialogue, { entry: spokenOf, aspect: null });
  const { shape, acts, questions } = understanding;
  const words = Math.ceil(shape.words / questions.length);
  const read = { ...understanding, topics, aspects, acts, exceptions: [], rest: null };
  return rank(turn, knowledge.subjects, { ...read, shape: { ...shape, words, continues: !isFirst } }, [], dialogue);
}

function rank(
  turn: Turn,
  model: SubjectModel,
  read: Understanding,
  moves: readonly RankedMove[],
  dialogue: DialogueState = turn.state.dialogue,
): readonly Ranked[] {
  const { knowledge } = turn.input;
  return subjectsOf(model, read, {
    dialogue,
    moves,
    isService: (id) => knowledge.entry(id)?.kind === 'faq',
    sidesOf: (id): readonly Aspect[] => Object.keys(knowledge.entry(id)?.aspects ?? {}).filter(isAspect),
    generalOf: (id) => knowledge.entry(id)?.general ?? [],
  });
}

/** Whether a service is among those spoken of. */
export function isSpokenOf({ state }: Turn, entry: string): boolean {
  return state.dialogue.focus.some((each) => each.entry === entry);
}
