import { decide, mostChoices, type QuestionDecision } from '../dialogue/decide.ts';
import { servicesIn } from '../dialogue/subjects.ts';
import { isQuestion } from '../flows/phrasing.ts';
import type { TopicThresholds, TurnThresholds } from '../model/understanding/turnThresholds.ts';
import { type Act, type Aspect, isAspect, type Ranked, type RankedAspect } from '../model/understanding.ts';
import type { Entry } from '../ports/knowledge.ts';
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

/** Sides of entries, looked up once while a content is in use. */
const sides = new WeakMap<Entry, readonly Aspect[]>();

/** Sides of which an entry has a text. */
export function sidesOf(entry: Entry): readonly Aspect[] {
  let known = sides.get(entry);
  if (known === undefined) {
    known = Object.keys(entry.aspects).filter(isAspect);
    sides.set(entry, known);
  }
  return known;
}

/** The thresholds of confidence that fit the voices which read the message. */
export function limitsOf(turn: Turn): TopicThresholds {
  return thresholdsIn(turn).topics[turn.input.understanding.voice];
}

export function thresholdsIn(turn: Turn): TurnThresholds {
  return turn.input.knowledge.thresholds;
}

/** What to do with a question about these topics. */
export function decideOn(turn: Turn, topics: readonly Ranked[]): QuestionDecision {
  const isBareWord = turn.input.understanding.shape.words === 1;
  const ranked = offerable(turn, topics);
  const decision = decide(ranked, limitsOf(turn), { isBareWord });
  return decision.kind === 'answer' && !isBareWord && !mayOpenWith(turn, ranked[0]) ? offering(turn, ranked) : decision;
}

/**
 * Whether an entry is likely enough to begin a conversation with: as long as no service was spoken of, nothing but its words
 * makes a message the council's business.
 */
function mayOpenWith(turn: Turn, best: Ranked | undefined): boolean {
  const { voice, scope, danger } = turn.input.understanding;
  const { focus, last } = turn.state.dialogue;
  if (danger.level !== 'none') return true;
  if (best === undefined || focus.length > 0 || voice === 'words') return true;
  // What is never offered on a guess is answered or nothing, and what was shown before is chosen now.
  const shown = [...servicesIn(turn.state.offered), ...(last?.did === 'clarified' ? last.others : [])];
  if (!isOfferable(turn, best.entry) || shown.includes(best.entry)) return true;
  // By their odds, multiplied out: neither needs to be less than certain.
  const { confidence } = best;
  return confidence * (1 - scope.outside) >= thresholdsIn(turn).opening * scope.outside * (1 - confidence);
}

/** Offers what is likely, with what is near. */
function offering(turn: Turn, ranked: readonly Ranked[]): QuestionDecision {
  const near = ranked
    .filter(({ entry, confidence }) => confidence >= limitsOf(turn).near && isOfferable(turn, entry))
    .map(({ entry }) => entry);
  return near.length > 1 ? { kind: 'clarify', entries: near.slice(0, mostChoices) } : { kind: 'none', near };
}

function isCommand(entry: string): boolean {
  return entry.startsWith('command.');
}

export function actIn(turn: Turn, wanted: Act): number {
  return turn.input.understanding.acts.find(({ act }) => act === wanted)?.confidence ?? 0;
}

export function isChat(turn: Turn, id: string): boolean {
  return turn.input.knowledge.entry(id)?.kind === 'smalltalk';
}

/** The likeliest side of a service; special cases are none. */
export function plainAspect(aspects: readonly RankedAspect[]): { aspect: Aspect; confidence: number } | undefined {
  for (const { aspect, confidence } of aspects) if (aspect !== 'exceptions') return { aspect, confidence };
  return undefined;
}

/** Whether a text asks whom to speak to about the service in focus, which is a side of it, rather than for a person. */
export function asksForContact(turn: Turn): boolean {
  const { aspects, topics, shape } = turn.input.understanding;
  const side = plainAspect(aspects);
  // Somebody who says that they want a person is not asking for a telephone number.
  const isStated = !shape.asks && !shape.wonders && !isQuestion(turn.text);
  if (isStated && actIn(turn, 'person') >= thresholdsIn(turn).move) return false;
  const command = topics.find(({ entry }) => entry === 'command.person')?.confidence ?? 0;
  return (
    turn.state.dialogue.focus.length > 0 &&
    side?.aspect === 'contact' &&
    side.confidence >= thresholdsIn(turn).statedKind &&
    // A wish for a person needs both: it reads as one, and it names the person. "Whom can I talk to" only reads as one.
    Math.min(actIn(turn, 'person'), command) < thresholdsIn(turn).talk
  );
}

/** Whether an entry is the general answer to a side that every service has, such as the office's opening hours. */
export function isGeneral(turn: Turn, entry: string, aspect: Aspect): boolean {
  return turn.input.knowledge.entry(entry)?.general.includes(aspect) ?? false;
}
