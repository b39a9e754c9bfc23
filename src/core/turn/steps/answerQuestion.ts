import type { Detail } from '../../dialogue/details.ts';
import { saysSameCase } from '../../flows/adding.ts';
import { wantsNone } from '../../flows/takesBack.ts';
import type { Classification } from '../../model/kind.ts';
import type { Trait } from '../../model/protocol.ts';
import type { Aspect, Part, RankedMove, Understanding } from '../../model/understanding.ts';
import type { Entry } from '../../ports/knowledge.ts';
import { detailAskedFirst, detailAskedOn, hasText, isOnePiece, passageBeyond } from '../detailHere.ts';
import { actIn, isChat, limitsOf, thresholdsIn } from '../evidence.ts';
import { isCertain, isUnlikelyReport, judge, kindHere, outweighs } from '../judge.ts';
import { goesOn, isAskedOn, type Meant, moveOf, topicAskedOn, topicsHere } from '../meant.ts';
import { asksSame, neighbourNamed, sideOfSibling } from '../neighbourNamed.ts';
import { decideOn } from '../offerable.ts';
import { asksElsewhere } from '../otherSubject.ts';
import {
  asksBelowMenu,
  asksElse,
  asksOfDanger,
  asksToo,
  choicesAbove,
  deniesFact,
  hasOwnTopic,
  isSpecialCase,
  likelihoodOf,
  statedCase,
} from '../ownSubject.ts';
import { answerDetail, answerEntry, answerPassage, clarify, offerBeside, sayUnclear } from '../replies/answerEntry.ts';
import { answerOn } from '../replies/answerOn.ts';
import { answerFile, appointmentEntry, beginRequested, officeEntry } from '../replies/beginRequested.ts';
import { isElsewhere, leaveOutside, sayOtherTown, turnsToOtherTown } from '../replies/notOurs.ts';
import { keepAsked, keepDoubt, keepReadings } from '../replies/readings.ts';
import { isOfferable } from '../replies/replyTopics.ts';
import { say } from '../replies/say.ts';
import { leaveUnanswered } from '../replies/unanswered.ts';
import { flowFor, type Middleware, type Turn, wantFlow } from '../turnDraft.ts';
import { answerBoth } from './answerBoth.ts';
import { answerScolding } from './answerScolding.ts';
import { classify } from './classify.ts';
import { answerGrievance } from './complaints.ts';
import {
  addToCase,
  agree,
  answerSibling,
  awaitPerson,
  decline,
  goWithout,
  repeat,
  sayHowToBegin,
  sayMore,
  sayStatus,
  simplify,
  stayWithDanger,
  takeLeave,
} from './converse.ts';
import { correct } from './correct.ts';
import { goOnWithCase, isAddition } from './goOnWithCase.ts';
import { sayNotBooked } from './sayNotBooked.ts';
import { speakLanguage } from './speakLanguage.ts';
import { startOffered } from './startOffered.ts';
import { takePlace } from './takePlace.ts';

/** Longest text, in words, that asks for an appointment and names nothing else. */
const bareAppointment = 5;

/** People who ask these about a service that is new in the conversation want the whole answer. */
const wholeAspects: readonly Aspect[] = ['what', 'how'];
const whole = { kind: 'whole' } as const;

const asksHow = (detail: Detail) => detail.kind === 'aspect' && wholeAspects.includes(detail.aspect);

/** Traits that have their own legal deadline and a responsible officer, even where the FAQ explains the topic. */
const timed: readonly Trait[] = ['accessibility', 'data-protection'];

/** Answers a common question, asks which of several was meant, goes on about the last one, or applies the protocol. */
export const answerQuestion: Middleware = (turn) => {
  const spokenOf = turn.state.dialogue.focus[0]?.entry;
  answer(turn);
  keepReadings(turn);
  keepDoubt(turn, spokenOf);
  keepAsked(turn);
};

/** Answers a message that asks on about a service spoken of, whatever language it is in. False: it does not. */
export function askOn(turn: Turn): boolean {
  const { knowledge, understanding } = turn.input;
  const meant = moveOf(turn);
  if (meant.move !== 'follow') return false;
  turn.events.push({ type: 'question.understood', knowledge: knowledge.version, ranked: understanding.topics });
  return followUp(turn, meant);
}

function answer(turn: Turn): void {
  const { knowledge, understanding } = turn.input;
  const { topics, smallTalk } = understanding;
  if (speakLanguage(turn)) return;
  if (wantsNone(turn.text) && !saysSameCase(turn.text)) return say(turn, 'noted', []);
  const classification = classify(turn);
  const meant = moveOf(turn);
  const { move, follows } = meant;
  const { focus, last } = turn.state.dialogue;
  // Where nothing was said yet, "ok" answers nothing.
  const isAnswer = last !== null && (move === 'yes' || move === 'no' || (move === 'correct' && focus.length > 0));
  if (classification.rule === null && smallTalk !== null && !isAnswer) return chat(turn, smallTalk);
  turn.events.push({ type: 'question.understood', knowledge: knowledge.version, ranked: topics });
  const { traits } = understanding;
  const decision = decideOn(turn, topics);
  const isSure = decision.kind === 'answer' && decision.isSure;
  const kind = kindHere(turn, classification, move);
  if (asksOfDanger(turn) && followUp(turn, meant)) return;
  if (last?.did === 'warned' && !asksElse(turn) && stayWithDanger(turn)) return;
  if (classification.rule === null && answerScolding(turn)) return;
  if (goOnWithCase(turn) || goWithout(turn) || takePlace(turn) || startOffered(turn)) return;
  const special = classification.rule === null && meant.rejected.length === 0 ? statedCase(turn) : null;
  if (classification.rule === null && sayNotBooked(turn)) return;
  if (special !== null) return answerOn(turn, special.entry, { kind: 'exception', exception: special.exception });
  if (classification.rule === null && move !== 'add' && turnsToOtherTown(turn)) return sayOtherTown(turn);
  if (classification.rule === null && answerNeighbour(turn, meant, decision)) return;
  if (answerGrievance(turn, classification)) return;
  if (classification.rule === null && answerFile(turn)) return;
  const office = classification.rule === null ? officeEntry(turn) : null;
  if (office !== null) return answerEntry(turn, office);
  const isPassedOn = isCertain(turn, classification, kind) && !isUnlikelyReport(turn, kind, meant.ranked);
  if (!isPassedOn && answersDialogue(turn, meant, classification)) return;
  const isOther =
    (kind !== 'question' && outweighs(turn, classification, kind, meant)) ||
    traits.some((trait) => !isSure || timed.includes(trait));
  // "Is anybody there?" asks for the person they wait for. A wish for somebody from another service opens a separate case.
  const namesService = !understanding.shape.asks && (topics[0]?.confidence ?? 0) >= limitsOf(turn).answer;
  if (kind === 'person' && !isSure && !namesService && awaitPerson(turn)) return;
  if (isOther) judge(turn, kind, traits);
  else if (isElsewhere(turn) && decision.kind !== 'none') sayOtherTown(turn);
  else if (decision.kind !== 'answer' && !asksElsewhere(turn) && follows < thresholdsIn(turn).stay && awaitPerson(turn))
    return;
  else if (
    !isSure &&
    (move === 'outside'
      ? (topics[0]?.confidence ?? 0) < limitsOf(turn).answer
      : actIn(turn, 'outside') >= thresholdsIn(turn).outside && (topics[0]?.confidence ?? 0) < limitsOf(turn).clarify)
  )
    leaveOutside(turn);
  else if (decision.kind !== 'answer' && (goesOn(turn, meant) || asksBelowMenu(turn)) && followUp(turn, meant)) return;
  else answerFrom(turn, { ...understanding, topics: topicsHere(turn, meant) }, meant.ranked);
}

/** Acts on a message that only its conversation explains. False: it speaks for itself. What a rule told goes first. */
function answersDialogue(turn: Turn, meant: Meant, { rule }: Classification): boolean {
  const { move } = meant;
  if (rule !== null || move === null) return false;
  const flow = flowFor(turn, { move });
  if (flow !== null) {
    wantFlow(turn, flow, null);
    return true;
  }
  switch (move) {
    case 'follow':
      return followUp(turn, meant);
    case 'two':
      return answerBoth(turn) || (isAskedOn(turn, meant) && followUp(turn, meant));
    case 'correct':
      if (meant.rejected.length > 0 && meant.ranked[0]?.move === 'two' && answerBoth(turn, meant.rejected)) return true;
      return correct(turn, meant, (part) => answerFrom(turn, { ...part, exceptions: [] }, meant.ranked));
    case 'simpler':
      return simplify(turn);
    case 'repeat':
      return repeat(turn);
    case 'more':
      return sayMore(turn);
    case 'yes':
      return agree(turn);
    case 'no':
      return deniesFact(turn) ? takeAsDetail(turn, meant) : decline(turn);
    case 'status':
      return sayStatus(turn);
    case 'add':
      return addToCase(turn);
    case 'report':
      return isAddition(turn) && addToCase(turn);
    case 'chat':
      return chatOn(turn, meant);
    default:
      return false;
  }
}

/** Answers about the service beside the one spoken of that a text names by what is done there. False: it names none. */
function answerNeighbour(turn: Turn, { move, ranked }: Meant, decision: ReturnType<typeof decideOn>): boolean {
  const asks = move === null || move === 'ask' || move === 'follow';
  if (!asks || isSpecialCase(turn, thresholdsIn(turn).ownWords)) return false;
  const isSure = decision.kind === 'answer' && decision.isSure;
  const neighbour = isSure ? null : neighbourNamed(turn);
  if (neighbour === null) return answerSibling(turn);
  answerFrom(turn, { ...turn.input.understanding, topics: [{ entry: neighbour.id, confidence: 1 }] }, ranked);
  return true;
}

/** Answers a question about the topic in focus. */
function followUp(turn: Turn, meant: Meant): boolean {
  const choices = choicesAbove(turn);
  // What is asked below a menu is answered for the likeliest of its choices, with the others beside.
  const id = topicAskedOn(turn, meant) ?? choices[0];
  const entry = id === undefined ? undefined : turn.input.knowledge.entry(id);
  if (entry === undefined) return false;
  const { understanding } = turn.input;
  const asked = detailAskedOn(turn, entry, { read: understanding, moves: meant.ranked });
  const { detail, beside, isUnsure } = asked;
  // People who name the service again and ask how, or something that an answer in one piece cannot tell apart, want it again.
  const named = likelihoodOf(turn, entry.id);
  const isNamed = named >= limitsOf(turn).clarify;
  const isLikeliest = named >= limitsOf(turn).near && understanding.topics[0]?.entry === entry.id;
  const passage = passageBeyond(turn, entry, asked);
  const isWhole = (isNamed && asksHow(detail)) || ((isNamed || isLikeliest) && isOnePiece(entry));
  const given = isWhole ? whole : detail;
  const isUntold = passage === null && beside === null && (given.kind === 'unclear' || !hasText(entry, given));
  if (isUntold && isAnsweredElsewhere(turn, entry)) return false;
  if (passage !== null) answerPassage(turn, entry, passage);
  else if (given.kind === 'unclear') sayUnclear(turn, entry, beside);
  else if (isWhole && isNamed) answerDetail(turn, entry.id, whole);
  else answerOn(turn, entry.id, given, { beside: isWhole ? null : beside, isUnsure });
  offerBeside(
    turn,
    choices.filter((choice) => choice !== entry.id),
  );
  return true;
}

/** Whether a message of which nothing is written for the service spoken of surely names another, which is then what is asked about. */
function isAnsweredElsewhere(turn: Turn, { id }: Pick<Entry, 'id'>): boolean {
  const [best] = turn.input.understanding.topics;
  if (best === undefined || best.entry === id || best.confidence < limitsOf(turn).sure) return false;
  const named = turn.input.knowledge.entry(best.entry);
  return named?.kind === 'faq' && named.general.length === 0 && isOfferable(turn, best.entry);
}

/** Takes what somebody tells of what is spoken of as a detail of it. False: it names another service, or nothing is. */
function takeAsDetail(turn: Turn, meant: Meant): boolean {
  return !hasOwnTopic(turn) && followUp(turn, meant);
}

/** Answers a question that speaks for itself. */
function answerFrom(
  turn: Turn,
  { topics, aspects, exceptions }: Part & Pick<Understanding, 'exceptions'>,
  moves: readonly RankedMove[],
): void {
  const [best] = topics;
  if (
    best !== undefined &&
    isChat(turn, best.entry) &&
    best.confidence >= thresholdsIn(turn).talk &&
    !asksToo(turn, best)
  )
    return answerEntry(turn, best.entry);
  const decision = decideOn(turn, topics);
  const general = turn.state.dialogue.focus.length === 0 ? appointmentEntry(turn, aspects) : null;
  const isMeant = decision.kind !== 'answer' || turn.input.understanding.shape.words <= bareAppointment;
  if (general !== null && isMeant && !(decision.kind === 'answer' && decision.entry === general)) {
    if (beginRequested(turn, general)) return;
    answerEntry(turn, general);
    return offerBeside(turn, decision.kind === 'answer' ? [decision.entry] : []);
  }
  // No form is begun on a guess: its answer has the button for it, and what else may be meant beside.
  const isSure = (best?.confidence ?? 0) >= limitsOf(turn).sure;
  if (decision.kind === 'answer' && isSure && beginRequested(turn, decision.entry)) return;
  if (decision.kind === 'clarify') return offer(turn, decision.entries);
  if (decision.kind === 'none') return leaveUnanswered(turn, 'unknown', decision.near);
  const entry = turn.input.knowledge.entry(decision.entry);
  const read = { ...turn.input.understanding, topics, aspects, exceptions };
  const own = entry?.kind === 'faq' ? detailAskedFirst(turn, entry, { read, moves }) : whole;
  const isSame = entry?.kind === 'faq' && own.kind === 'whole' && asksSame(turn);
  const detail = isSame ? sideOfSibling(turn, entry) : own;
  const isWritten = entry === undefined || hasText(entry, detail);
  answerDetail(turn, decision.entry, detail.kind === 'unclear' || asksHow(detail) || !isWritten ? whole : detail);
  offerBeside(turn, decision.beside);
}

/** Answers text that is certainly small talk. Nobody else has to answer it, whatever kind it resembles. */
function chat(turn: Turn, entry: string): void {
  const { version } = turn.input.knowledge;
  turn.events.push({ type: 'question.understood', knowledge: version, ranked: [{ entry, confidence: 1 }] });
  if (sayHowToBegin(turn, entry)) return;
  answerEntry(turn, entry);
}

/** Answers what is probably small talk, where an entry of it is near. */
function chatOn(turn: Turn, meant: Meant): boolean {
  const near = turn.input.understanding.topics.find(({ entry }) => isChat(turn, entry));
  if (near === undefined || near.confidence < thresholdsIn(turn).expectedTalk)
    return deniesFact(turn) ? takeAsDetail(turn, meant) : takeLeave(turn);
  answerEntry(turn, near.entry);
  return true;
}

/** Asks which entry was meant. Nobody is asked whether they meant a greeting: likely small talk is answered as such. */
function offer(turn: Turn, entries: readonly string[]): void {
  const meant = entries.filter((id) => isOfferable(turn, id));
  const [only, ...others] = meant;
  if (only === undefined) return leaveUnanswered(turn, 'unknown');
  // One choice is no choice.
  if (others.length === 0) return answerEntry(turn, only);
  clarify(turn, meant);
}
