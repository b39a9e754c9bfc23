import { offersInstead } from '../dialogue/subjectFeatures.ts';
import { servicesIn, subjectsOf } from '../dialogue/subjects.ts';
import type { DialogueState, Focus } from '../model/conversation.ts';
import {
  confidenceIn,
  type Ranked,
  type RankedMove,
  type SubjectModel,
  type Understanding,
} from '../model/understanding.ts';
import type { WordsShared } from '../ports/knowledge.ts';
import { isChat, limitsOf, networksFor, sidesOf, thresholdsIn, wordsShared } from './evidence.ts';
import type { Turn } from './turnDraft.ts';

/**
 * Which services a message is probably about in its conversation, the most probable first; null where none is spoken of
 * yet or offered instead of an answer, or nothing was learnt: then its words alone tell.
 */
export function subjectsHere(turn: Turn, moves: readonly RankedMove[]): readonly Ranked[] | null {
  const { understanding } = turn.input;
  const { subjects } = networksFor(turn, understanding);
  const [best] = understanding.topics;
  // Thanks are about no service, however much a side of the one spoken of looks like them.
  const isTalk = best !== undefined && isChat(turn, best.entry) && best.confidence >= thresholdsIn(turn).expectedTalk;
  const { focus, last } = turn.state.dialogue;
  const isSpoken =
    focus.length > 0 || (last !== null && offersInstead(last) && servicesIn(turn.state.offered).length > 0);
  if (!subjects || !isSpoken || isTalk) return null;
  return rank(turn, subjects, { read: understanding, moves, dialogue: turn.state.dialogue });
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
  const { subjects } = networksFor(turn, read);
  if (!subjects || dialogue.focus.length === 0) return null;
  return rank(turn, subjects, { read, moves, dialogue, text });
}

function rank(turn: Turn, model: SubjectModel, { read, dialogue, moves, text }: PartContext): readonly Ranked[] {
  const { knowledge } = turn.input;
  const shared = wordsShared(turn, text);
  const ranked = subjectsOf(model, read, {
    dialogue,
    choices: servicesIn(turn.state.offered),
    moves,
    isService: (id) => knowledge.entry(id)?.kind === 'faq',
    sidesOf: (id) => {
      const entry = knowledge.entry(id);
      return entry === undefined ? [] : sidesOf(entry);
    },
    generalOf: (id) => knowledge.entry(id)?.general ?? [],
    shared,
  });
  // A correction means the latest least of all.
  if (moves[0]?.move === 'correct') return ranked;
  const [now, ...earlier] = dialogue.focus;
  const unnamed = earlier.filter(({ entry }) => !isGoneBackTo(turn, entry, { read, now, shared, text }));
  return now === undefined ? ranked : movedTo(now.entry, ranked, new Set(unnamed.map(({ entry }) => entry)));
}

/** Most words of a message that names nothing: "and on Sundays?". */
const fewWords = 4;

/**
 * Whether a message may go back to an earlier service: it names that, or has more of its words than of the latest one, or nobody knows
 * whether the latest was meant at all. "And on Sundays?" goes on about the latest, though only an earlier one has hours.
 */
function isGoneBackTo(
  turn: Turn,
  entry: string,
  {
    read,
    now,
    shared,
    text,
  }: Pick<PartContext, 'read' | 'text'> & { readonly now: Focus | undefined; readonly shared: WordsShared | null },
): boolean {
  const { goneBackTopic, goneBackWords, goneBackDoubt, exception } = thresholdsIn(turn);
  if ((now?.doubt ?? 0) >= 100 * goneBackDoubt || confidenceIn(read.topics, entry) >= goneBackTopic) return true;
  if (read.exceptions.some((each) => each.entry === entry && each.likeness >= exception)) return true;
  // One word of few is soon in any text; the words of one of two questions are hardly ever many.
  const isShort = read.shape.words <= fewWords;
  if (isShort && text === undefined) return false;
  const lead = (shared?.ofService(entry) ?? 0) - (shared?.ofService(now?.entry ?? '') ?? 0);
  return lead >= (isShort ? 2 * goneBackWords : goneBackWords);
}

/** The ranking in which one service takes the place of some others. */
function movedTo(entry: string, ranked: readonly Ranked[], others: ReadonlySet<string>): readonly Ranked[] {
  if (others.size === 0) return ranked;
  const moved = ranked.reduce((sum, each) => (others.has(each.entry) ? sum + each.confidence : sum), 0);
  return ranked
    .map((each) => {
      if (each.entry === entry) return { ...each, confidence: each.confidence + moved };
      return others.has(each.entry) ? { ...each, confidence: 0 } : each;
    })
    .sort((a, b) => b.confidence - a.confidence);
}

/** Whether a service is among those spoken of. */
export function isSpokenOf({ state }: Turn, entry: string): boolean {
  return state.dialogue.focus.some((each) => each.entry === entry);
}

/** Whether a text names a service that was not spoken of, and none that was: "eviction! a friend is in court on Wednesday". */
export function namesOther(turn: Turn): boolean {
  const { input, state } = turn;
  const { topics } = input.understanding;
  const [best] = topics;
  const { answer, near } = limitsOf(turn);
  if (best === undefined || input.knowledge.entry(best.entry)?.kind !== 'faq' || best.confidence < answer) return false;
  return !topics.some(
    ({ entry, confidence }) => confidence >= near && state.dialogue.focus.some((each) => each.entry === entry),
  );
}
