import { servicesIn } from '../dialogue/subjects.ts';
import { asksToSpeak, isDenial } from '../flows/phrasing.ts';
import { confidenceIn, type LikeException, type Move, type Ranked } from '../model/understanding.ts';
import type { Entry } from '../ports/knowledge.ts';
import { plainWords } from '../util/plainWords.ts';
import { actIn, limitsOf, plainAspect, thresholdsIn } from './evidence.ts';
import { decideOn } from './offerable.ts';
import { dayAskedOf } from './replies/openingThen.ts';
import { isSpokenOf } from './subjectsHere.ts';
import type { Turn } from './turnDraft.ts';

/** Whether a text asks for a special case of the topic in focus: "and if I have no contract?" is one of several services. */
export function isSpecialCase(turn: Turn, threshold: number): boolean {
  const focus = turn.state.dialogue.focus[0]?.entry;
  return isLikeException(
    turn.input.understanding.exceptions.find(({ entry }) => entry === focus),
    threshold,
  );
}

/** Whether a text asks for a side of what an alarm was about just before: "who do I call", where an entry is about that. */
export function asksOfDanger({ input, state }: Turn): boolean {
  const { last, focus } = state.dialogue;
  const entry = last?.did === 'warned' ? input.knowledge.helpFor(last.whom)?.entry : undefined;
  const { shape, aspects } = input.understanding;
  const isSide = (plainAspect(aspects)?.confidence ?? 0) >= input.knowledge.thresholds.ownAspect;
  return entry !== undefined && focus[0]?.entry === entry && shape.asks && isSide;
}

/** Whether a message after an alarm asks for something else, and would be answered. */
export function asksElse(turn: Turn): boolean {
  const { topics, shape } = turn.input.understanding;
  const decision = decideOn(turn, topics);
  return (
    (topics[0]?.confidence ?? 0) >= limitsOf(turn).sure ||
    (decision.kind === 'answer' && shape.asks) ||
    hasOwnTopic(turn) ||
    isSpecialCase(turn, thresholdsIn(turn).exception)
  );
}

/** Longest text, in words, that names a day and asks nothing else: "and on Saturdays", "are you open on Monday". */
const bareDay = 5;

/** Whether a few words below the opening hours of a service only name a day, as in "and on Saturdays?". */
export function asksForDay(turn: Turn, { id, aspects }: Pick<Entry, 'id' | 'aspects'>): boolean {
  const { shape } = turn.input.understanding;
  if (aspects.hours === undefined || shape.words > bareDay || dayAskedOf(turn) === null) return false;
  return turn.state.dialogue.focus.find(({ entry }) => entry === id)?.aspect === 'hours';
}

/** Others may be like a text by so much more before it is no longer said of what is spoken of. */
const nearlyAsLike = 0.1;

/**
 * Whether a text asks a question of its own that surely names another service, or one whose texts surely answer it: what it resembles
 * of this one is a word.
 */
export function asksOther(turn: Turn): boolean {
  const { topics, matches } = turn.input.understanding;
  const [best] = topics;
  if (best === undefined || best.entry === turn.state.dialogue.focus[0]?.entry) return false;
  const { ownTopic, ownAsking } = thresholdsIn(turn);
  const isAnswered = confidenceIn(matches, best.entry) >= ownTopic;
  return best.confidence >= ownTopic && (isAnswered || actIn(turn, 'ask') >= ownAsking);
}

/**
 * The special case of the service spoken of whose words a text is put in, whatever else it resembles: "the sign was put up
 * later" below towing is no report. Null: none.
 */
export function statedCase(turn: Turn): LikeException | null {
  const { input, state } = turn;
  const { exceptions } = input.understanding;
  const { focus, last } = state.dialogue;
  const own = exceptions.find(({ entry }) => entry === focus[0]?.entry);
  const isOpen = last !== null && unasked.includes(last.did);
  const spokenOf = input.knowledge.entry(focus[0]?.entry ?? '');
  if (spokenOf !== undefined && asksForDay(turn, spokenOf)) return null;
  if (own !== undefined && own.likeness < input.knowledge.thresholds.ownWords && asksOther(turn)) return null;
  if (own === undefined || !isOpen || own.likeness < input.knowledge.thresholds.statedCase) return null;
  return own.likeness >= (exceptions[0]?.likeness ?? 0) - nearlyAsLike ? own : null;
}

/** Whether a text is one word that names another field than the one spoken of ("car"), and no side of that one ("price"). */
export function namesField(turn: Turn): boolean {
  const { shape, topics, aspects } = turn.input.understanding;
  const [best] = topics;
  if (shape.words !== 1 || best === undefined || best.entry === turn.state.dialogue.focus[0]?.entry) return false;
  const isSide = (plainAspect(aspects)?.confidence ?? 0) >= thresholdsIn(turn).ownAspect;
  return !isSide && best.confidence >= thresholdsIn(turn).guessedTopic;
}

/** Whether a text goes back, by its name, to a service that was not spoken of here: it was at the counter, or in an earlier conversation. */
function goesBackUnspoken(turn: Turn): boolean {
  const [best] = turn.input.understanding.topics;
  if (best === undefined || isSpokenOf(turn, best.entry)) return false;
  return actIn(turn, 'back') >= thresholdsIn(turn).goneBackAct && best.confidence >= limitsOf(turn).answer;
}

/** Whether a text reads as a separate question, not at all as a follow-up, and names another service. */
export function turnsElsewhere(turn: Turn): boolean {
  const best = turn.input.understanding.topics.find(({ entry }) => turn.input.knowledge.entry(entry)?.kind === 'faq');
  if (best === undefined || best.entry === turn.state.dialogue.focus[0]?.entry) return false;
  if (goesBackUnspoken(turn)) return true;
  if (actIn(turn, 'follow') >= thresholdsIn(turn).asideFollow) return false;
  // What reads as nobody's business but surely names a service is a question about that one.
  if (
    (turn.input.knowledge.entry(best.entry)?.general ?? []).length > 0 &&
    actIn(turn, 'ask') < thresholdsIn(turn).ownAsking
  )
    return false;
  const isAsking = actIn(turn, 'ask') >= thresholdsIn(turn).ownAsking || best.confidence >= limitsOf(turn).sure;
  return isAsking && best.confidence >= limitsOf(turn).clear;
}

/** Whether a text names a topic on its own: another than the one in focus, or that one beyond doubt. */
export function hasOwnTopic(turn: Turn): boolean {
  const { topics } = turn.input.understanding;
  const best = topics.find(({ entry }) => turn.input.knowledge.entry(entry)?.kind === 'faq');
  if (best === undefined) return false;
  const focus = turn.state.dialogue.focus[0]?.entry;
  if (isSpecialCase(turn, thresholdsIn(turn).exception)) return false;
  if (best.entry === focus) return best.confidence >= limitsOf(turn).sure;
  // What was reported is in focus, too, but nobody has asked about it yet.
  if (turn.state.dialogue.last?.did === 'passed-on' && best.confidence >= thresholdsIn(turn).plainReport) return true;
  // An appointment, or the office's hours, are asked for in general only where no service is spoken of.
  const { general = [], officeAliases = [] } = turn.input.knowledge.entry(best.entry) ?? {};
  if (officeAliases.some((name) => ` ${plainWords(turn.text)} `.includes(` ${name} `)))
    return best.confidence >= thresholdsIn(turn).guessedTopic;
  return general.length === 0 && best.confidence >= thresholdsIn(turn).ownTopic;
}

/**
 * Whether a text states something of another service, and nothing in it goes on about one spoken of: "my neighbours keep me
 * awake". It names none of those and no side, begins or refers to nothing as what continues does, and is like none of their special cases.
 */
export function statesOther(turn: Turn): boolean {
  const { shape, topics, exceptions } = turn.input.understanding;
  const { focus } = turn.state.dialogue;
  const ofFocus = <T extends { readonly entry: string }>(found: readonly T[]) =>
    found.find(({ entry }) => focus.some((each) => each.entry === entry));
  const [best] = topics;
  if (best === undefined || turn.input.knowledge.entry(best.entry)?.kind !== 'faq') return false;
  if (shape.asks || shape.continues || shape.refers) return false;
  const { earlierTopic, remark, exception, ownAspect } = thresholdsIn(turn);
  const goesOn = actIn(turn, 'follow') + actIn(turn, 'add');
  return (
    best.confidence >= limitsOf(turn).answer &&
    goesOn < remark &&
    (plainAspect(turn.input.understanding.aspects)?.confidence ?? 0) < ownAspect &&
    (ofFocus(topics)?.confidence ?? 0) < earlierTopic &&
    (ofFocus(exceptions)?.likeness ?? 0) < exception
  );
}

/** Whether a text is like a special case. */
export function isLikeException(exception: LikeException | undefined, threshold: number): exception is LikeException {
  return exception !== undefined && exception.likeness >= threshold;
}

/** The entries between which the person was asked to choose just now, or those shown as near where nothing was spoken of yet. */
export function choicesAbove({ state }: Turn): readonly string[] {
  const { last, focus } = state.dialogue;
  if (last?.did === 'clarified') return last.others;
  return last?.did === 'left-unanswered' && focus.length === 0 ? servicesIn(state.offered) : [];
}

/** Whether a text asks on below a menu, about what it offers: "how much does it cost?". */
export function asksBelowMenu(turn: Turn): boolean {
  const { aspects } = turn.input.understanding;
  return (
    choicesAbove(turn).length > 0 &&
    actIn(turn, 'follow') >= thresholdsIn(turn).move &&
    (plainAspect(aspects)?.confidence ?? 0) >= thresholdsIn(turn).aspect
  );
}

/** Whether a text below a menu says no to it in no way: what is asked on there is no refusal. */
export function isUntold(turn: Turn): boolean {
  const [best] = turn.input.understanding.acts;
  return choicesAbove(turn).length > 0 && best !== undefined && actIn(turn, 'no') < thresholdsIn(turn).statedNo;
}

/** Whether what reads as thanks, or as a goodbye, asks something as well: "merci, quels documents ?". */
export function asksToo({ input }: Turn, { entry }: Ranked): boolean {
  return input.understanding.shape.asks && input.knowledge.entry(entry)?.closes === true;
}

/**
 * Whether a text asks, and not how a case is going, though one was spoken of last: "is it the same office that has the pool?". What
 * precedes makes such a question likely; the text itself must be like one.
 */
export function asksBesideCase(turn: Turn): boolean {
  const { ownAsking, leastStatus } = thresholdsIn(turn);
  const asks = actIn(turn, 'ask') + actIn(turn, 'follow');
  return turn.input.understanding.shape.asks && actIn(turn, 'status') < leastStatus && asks >= ownAsking;
}

/** What the bot did last where nothing waits for a yes or a no. */
const unasked = ['answered', 'simplified', 'left-unanswered', 'chatted'];

/** Whether a text that reads as a no tells something of what is spoken of, where nothing was asked: "no era mi coche". */
export function deniesFact({ state, text, input }: Turn): boolean {
  const { focus, last } = state.dialogue;
  const isOpen = focus.length > 0 && last !== null && unasked.includes(last.did);
  return isOpen && !input.understanding.shape.asks && isDenial(text);
}

/** How like a special case of what is spoken of a wish to speak is, at least, where it does not say where. */
const nearCase = 0.45;

/** Whether a text asks to speak at what is spoken of, as in a session of the council, rather than for a person. */
export function asksToSpeakThere(turn: Turn): boolean {
  const where = turn.state.dialogue.focus.length === 0 ? null : asksToSpeak(turn.text);
  return where === 'there' || (where === 'unsaid' && isSpecialCase(turn, nearCase));
}

/** Whether a service is meant by all that a conversation tells; more is needed to stay where the text asks about another. */
export function isMeant(turn: Turn, subject: Ranked, move: Move): boolean {
  const { subject: needed, ownSubject, ownTopic } = thresholdsIn(turn);
  const [best] = turn.input.understanding.topics;
  const clear = move === 'ask' ? limitsOf(turn).answer : ownTopic;
  const asksOther = best !== undefined && best.entry !== subject.entry && best.confidence >= clear;
  if (isSpokenOf(turn, subject.entry) && (statesOther(turn) || goesBackUnspoken(turn))) return false;
  return subject.confidence >= (asksOther ? ownSubject : needed);
}

/** How likely a text on its own is about an entry, 0 to 1. */
export const likelihoodOf = ({ input }: Turn, wanted: string): number =>
  confidenceIn(input.understanding.topics, wanted);

/** Whether a text names a service and no aspect of it: somebody who asks that again wants the whole answer. */
export function isWholeAsked(turn: Turn, entry: string): boolean {
  const { aspects } = turn.input.understanding;
  return (
    likelihoodOf(turn, entry) >= limitsOf(turn).answer && (aspects[0]?.confidence ?? 0) < thresholdsIn(turn).aspect
  );
}
