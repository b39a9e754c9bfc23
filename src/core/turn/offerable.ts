import { decide, likelyOf, mostChoices, type QuestionDecision } from '../dialogue/decide.ts';
import type { Part, Ranked } from '../model/understanding.ts';
import { actIn, isChat, limitsOf, thresholdsIn } from './evidence.ts';
import { mayOpenWith } from './opening.ts';
import { isOfferable } from './replies/replyTopics.ts';
import type { Turn } from './turnDraft.ts';

/**
 * What may be offered or answered: the best entry in any case, others only where they would not hurt. Each is less likely
 * where the text seems not to be the council's business at all.
 */
function offerable(turn: Turn, topics: readonly Ranked[]): readonly Ranked[] {
  // The confidence of words alone weighs that already.
  const outside = turn.input.understanding.voice === 'words' ? 0 : actIn(turn, 'outside');
  const { outsideWeight, askingShare } = thresholdsIn(turn);
  const doubt = Math.max(0, outside - askingShare * actIn(turn, 'ask')) * outsideWeight;
  return topics
    .filter(({ entry }, rank) => rank === 0 || isOfferable(turn, entry))
    .map(({ entry, confidence }) => ({ entry, confidence: lessLikely(confidence, doubt) }))
    .filter(
      ({ entry, confidence }) =>
        isOfferable(turn, entry) || isChat(turn, entry) || isCommand(entry) || confidence >= limitsOf(turn).answer,
    );
}

/** A confidence, less by a doubt in log-odds: what is all but certain yields little. */
function lessLikely(confidence: number, doubt: number): number {
  const left = confidence * Math.exp(-doubt);
  return left / (left + 1 - confidence);
}

/** What to do with a question about these topics. */
export function decideOn(turn: Turn, topics: readonly Ranked[]): QuestionDecision {
  const isBareWord = turn.input.understanding.shape.words === 1;
  const ranked = offerable(turn, topics);
  const isLater = turn.state.dialogue.focus.length > 0;
  const decision = decide(ranked, limitsOf(turn), { isBareWord, isLater });
  return decision.kind === 'answer' && !isBareWord && !mayOpenWith(turn, ranked[0]) ? offering(turn, ranked) : decision;
}

/** Offers what is likely, with what is near. */
function offering(turn: Turn, ranked: readonly Ranked[]): QuestionDecision {
  const likely = ranked.filter(({ entry }) => isOfferable(turn, entry));
  const entries = likelyOf(likely, limitsOf(turn).beside).slice(0, mostChoices);
  if (entries.length > 1) return { kind: 'clarify', entries };
  return { kind: 'none', near: likelyOf(likely, limitsOf(turn).nearest).slice(0, 1) };
}

function isCommand(entry: string): boolean {
  return entry.startsWith('command.');
}

/** The service that a part names on its own; null: none is plain. What only talks, or asks for help, names none. */
export function serviceNamed(turn: Turn, { topics }: Pick<Part, 'topics'>): string | null {
  const decision = decideOn(turn, topics);
  if (decision.kind !== 'answer') return null;
  return turn.input.knowledge.entry(decision.entry)?.kind === 'faq' ? decision.entry : null;
}

/**
 * The likeliest service of a question of which it is known that it stands beside another: where that and the next one are meant about as
 * likely as not, together, it is answered, as it would be offered if it stood alone. Null: none is.
 */
export function serviceNearly(turn: Turn, { topics }: Pick<Part, 'topics'>): string | null {
  const [best, second] = topics;
  if (best === undefined || turn.input.knowledge.entry(best.entry)?.kind !== 'faq' || !isOfferable(turn, best.entry))
    return null;
  const together = best.confidence + (second?.confidence ?? 0);
  return best.confidence >= limitsOf(turn).clarify && together >= thresholdsIn(turn).nearPart ? best.entry : null;
}
