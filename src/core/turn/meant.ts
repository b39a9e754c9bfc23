import { asksSomewhere } from '../flows/phrasing.ts';
import { begins, isOneOf } from '../flows/readSlot.ts';
import { confidenceInAll, type Move, type Part, type Ranked, type RankedMove } from '../model/understanding.ts';
import { weighedByTexts } from './detailHere.ts';
import { actIn, asksForContact, isGeneral, limitsOf, plainAspect, thresholdsIn } from './evidence.ts';
import { movesHere } from './movesHere.ts';
import { serviceNamed, serviceNearly } from './offerable.ts';
import { openCaseIn } from './openCase.ts';
import { isOutsideAtFirst } from './opening.ts';
import { asksElsewhere, isOtherSubject, reports } from './otherSubject.ts';
import {
  asksBesideCase,
  asksOther,
  asksToSpeakThere,
  hasOwnTopic,
  isMeant,
  isSpecialCase,
  isUntold,
  isWholeAsked,
  likelihoodOf,
  namesField,
  statesOther,
  turnsElsewhere,
} from './ownSubject.ts';
import { rejectedHere } from './rejected.ts';
import { isPublic } from './replies/private.ts';
import { isSpokenOf, namesOther, subjectsHere } from './subjectsHere.ts';
import type { Turn } from './turnDraft.ts';

/** What a message means in its conversation. */
export interface Meant {
  /** What it does; null where nothing is sure, or nothing was learnt. */
  readonly move: Move | null;
  /** How likely it asks on about the topic in focus. */
  readonly follows: number;
  /** Which services it may be about; null: its words alone tell. */
  readonly subjects: readonly Ranked[] | null;
  /** What it may do, the likeliest first. */
  readonly ranked: readonly RankedMove[];
  /** Services that it says are not meant. */
  readonly rejected: readonly string[];
}

const unasked: Meant = { move: null, follows: 0, subjects: null, ranked: [], rejected: [] };

/** Tells what a message does in its conversation, and what it may be about; notes it in the record. */
export function moveOf(turn: Turn): Meant {
  const { knowledge, understanding } = turn.input;
  if (knowledge.moves === null) return unasked;
  const { dialogue } = turn.state;
  if (begins(turn.text, knowledge.flows.words.besides) || asksElsewhere(turn)) return { ...unasked, move: 'ask' };
  const ranked = movesHere(turn);
  const read = subjectsHere(turn, ranked);
  const subjects = read && weighedByTexts(turn, read, { moves: ranked });
  if (subjects !== null) turn.subjects = subjects;
  const rejected = rejectedHere(turn);
  if (rejected.length > 0) return { move: 'correct', follows: 0, subjects, ranked, rejected };
  const stated = understanding.acts[0]?.act === 'correct' ? actIn(turn, 'correct') : 0;
  const isCorrection = stated >= thresholdsIn(turn).statedCorrection || understanding.rejects === true;
  const saysNo = isOneOf(turn.text, knowledge.flows.words.no);
  if (isCorrection && (dialogue.focus.length > 0 || dialogue.last?.did === 'clarified'))
    // Plain "no" after a receipt has nothing to add; it corrects no answer.
    return { ...unasked, move: dialogue.last?.did === 'passed-on' && saysNo ? 'no' : 'correct', subjects, ranked };
  const leaves = leavesSpokenOf(turn, subjects);
  const follows =
    leaves || namesField(turn) || turnsElsewhere(turn)
      ? 0
      : (ranked.find(({ move }) => move === 'follow')?.confidence ?? 0);
  const best = ranked.find(
    ({ move, confidence }) =>
      move === 'ask' ||
      move === 'follow' ||
      (confidence >= thresholdsIn(turn).move &&
        !(move === 'no' && !saysNo && isUntold(turn)) &&
        !(move === 'correct' && dialogue.focus.length === 0 && dialogue.last === null) &&
        !(move === 'status' && asksBesideCase(turn))),
  );
  if (best === undefined) return { move: null, follows, subjects: null, ranked, rejected };
  const follow =
    understanding.shape.continues && isSpecialCase(turn, thresholdsIn(turn).clearException) && !asksOther(turn);
  const move = follow ? 'follow' : moveMeant(turn, best.move, { subjects, ranked });
  turn.events.push({ type: 'message.resolved', move, confidence: Math.round(best.confidence * 1_000) / 1_000 });
  // Only questions are about a service. Thanks, and messages to a person, are not.
  const isAbout = move === 'ask' || move === 'follow' || move === 'correct' || move === 'two';
  return { move, follows, subjects: isAbout ? subjects : null, ranked, rejected };
}

/** What a message does, where what it is about tells more than its form: what names another topic, or matter, is about that. */
function moveMeant(turn: Turn, move: Move, { subjects, ranked }: Pick<Meant, 'subjects' | 'ranked'>): Move {
  const [subject] = subjects ?? [];
  if ((move === 'follow' || move === 'ask') && !isPublic(turn) && asksTwo(turn, ranked)) return 'two';
  if (subject !== undefined && (move === 'follow' || move === 'ask') && isMeant(turn, subject, move))
    return isSpokenOf(turn, subject.entry) && !isWholeAsked(turn, subject.entry) ? 'follow' : 'ask';
  const isOther =
    leavesSpokenOf(turn, subjects) ||
    hasOwnTopic(turn) ||
    namesField(turn) ||
    turnsElsewhere(turn) ||
    statesOther(turn);
  if (move === 'follow' && isOther) return 'ask';
  if (move === 'person' && (asksForContact(turn) || asksToSpeakThere(turn))) return 'follow';
  if (move === 'report' && isOutsideAtFirst(turn)) return 'outside';
  if (move === 'status' && turn.state.cases.length === 0 && isSpecialCase(turn, thresholdsIn(turn).clearException))
    return 'follow';
  // What asks something while a form is open agrees to nothing, and is not kept with its case.
  if ((move === 'yes' || move === 'add') && turn.state.flow !== null && asksSomewhere(turn.text)) return 'ask';
  if (move !== 'add' || openCaseIn(turn) === undefined || !isOtherSubject(turn)) return move;
  return reports.includes(turn.input.understanding.kind.kind) ? 'report' : 'ask';
}

/**
 * Whether services that were not spoken of are likelier meant, all together, than those that were: a fridge to throw away may be
 * a matter of several, and is none of the tax.
 */
function leavesSpokenOf(turn: Turn, subjects: Meant['subjects']): boolean {
  if (subjects === null) return false;
  const { stay, others } = apartFromSpokenOf(turn, subjects);
  return confidenceInAll(others) >= thresholdsIn(turn).leaving * stay;
}

/** How likely each service is that was not spoken of, where none of those is meant. */
function withoutSpokenOf(turn: Turn, subjects: readonly Ranked[]): readonly Ranked[] {
  const { stay, others } = apartFromSpokenOf(turn, subjects);
  return others.map(({ entry, confidence }) => ({ entry, confidence: confidence / Math.max(1 - stay, confidence) }));
}

/** How likely those that were spoken of are, together, and the others. */
function apartFromSpokenOf(turn: Turn, subjects: readonly Ranked[]) {
  const others = subjects.filter(({ entry }) => !isSpokenOf(turn, entry));
  return { stay: confidenceInAll(subjects.filter((each) => !others.includes(each))), others };
}

/** Whether a service spoken of is meant by a message, of which more than one question could not be made. */
export function isAskedOn(turn: Turn, { subjects }: Meant): boolean {
  const [subject] = subjects ?? [];
  return subject !== undefined && isSpokenOf(turn, subject.entry) && isMeant(turn, subject, 'follow');
}

/** Whether a message that nothing answers for certain rather asks on about what is spoken of. */
export function goesOn(turn: Turn, { follows, subjects }: Meant): boolean {
  if (namesOther(turn)) return false;
  const [subject] = subjects ?? [];
  const isLikeliest =
    subject !== undefined && isSpokenOf(turn, subject.entry) && subject.confidence >= thresholdsIn(turn).likelySubject;
  return isLikeliest || follows >= thresholdsIn(turn).stay;
}

/** The topics of a message as its conversation tells them. */
export function topicsHere(turn: Turn, { subjects, move }: Meant): readonly Ranked[] {
  const { topics } = turn.input.understanding;
  const [best] = subjects ?? [];
  if (best === undefined || move === null) return topics;
  if (!isMeant(turn, best, move))
    return leavesSpokenOf(turn, subjects) ? withoutSpokenOf(turn, subjects ?? []) : topics;
  const read = likelihoodOf(turn, best.entry);
  const others = topics.filter(({ entry }) => entry !== best.entry);
  return [{ entry: best.entry, confidence: Math.max(read, best.confidence) }, ...others];
}

/** The topic that is asked on about: the one in focus, or one of before that the text names. */
export function topicAskedOn(turn: Turn, { subjects }: Meant): string | undefined {
  const { focus } = turn.state.dialogue;
  const [read] = turn.input.understanding.topics;
  // What names the service spoken of last is about that, whichever of those before has the side that it seems to ask for.
  if (read !== undefined && read.entry === focus[0]?.entry && read.confidence >= limitsOf(turn).clear)
    return read.entry;
  const spokenOf = subjects?.find(({ entry }) => isSpokenOf(turn, entry));
  const last = subjects?.find(({ entry }) => entry === focus[0]?.entry);
  // What names neither is about the one spoken of last, unless the other is clearly likelier.
  if (spokenOf !== undefined && last !== undefined && spokenOf.confidence - last.confidence < limitsOf(turn).lead)
    if (likelihoodOf(turn, spokenOf.entry) < limitsOf(turn).near) return last.entry;
  if (spokenOf !== undefined) return spokenOf.entry;
  const [current, ...earlier] = focus.map(({ entry }) => ({ entry, confidence: likelihoodOf(turn, entry) }));
  const named = earlier.find(
    (each) => each.confidence >= thresholdsIn(turn).earlierTopic && each.confidence > (current?.confidence ?? 0),
  );
  return (named ?? current)?.entry;
}

/**
 * Whether two parts of a message ask, which probably makes two questions, or each is plainly of a service or a side of one, and not of
 * the same. What names no service is asked of the one before it.
 */
function asksTwo(turn: Turn, ranked: readonly RankedMove[]): boolean {
  const { questions } = turn.input.understanding;
  const asking = questions.filter((part) => part.asks === true || isAskedBeside(turn, part));
  const { ownAspect, likelyTwo } = thresholdsIn(turn);
  const byForm = questions.filter(({ asks }) => asks === true).length;
  if (asking.length < 2 || byForm === 0) return false;
  if (byForm > 1 && (ranked.find(({ move }) => move === 'two')?.confidence ?? 0) >= likelyTwo) return true;
  let spokenOf = turn.state.dialogue.focus[0]?.entry;
  const services = new Set<string>();
  const sides = new Set<string>();
  for (const part of asking) {
    const side = plainAspect(part.aspects);
    const isSide = side !== undefined && side.confidence >= ownAspect;
    const named = serviceNamed(turn, part) ?? (isSide ? serviceNearly(turn, part) : null);
    if (named === null && !isSide) continue;
    // "What time do you open" after a service asks for the hours of that.
    const isOffice = named !== null && isSide && spokenOf !== undefined && isGeneral(turn, named, side.aspect);
    if (named !== null && !isOffice) spokenOf = named;
    if (spokenOf === undefined) continue;
    services.add(spokenOf);
    if (isSide) sides.add(side.aspect);
  }
  return services.size > 1 || sides.size > 1;
}

/**
 * Whether a part of a message that asks elsewhere is a question by what it surely names, not by its form: a side of a service ("library
 * hours"), or a service that is wanted ("I want to register").
 */
function isAskedBeside(turn: Turn, { topics, aspects, wants }: Part): boolean {
  const { ownTopic, plainSide } = thresholdsIn(turn);
  if (serviceNamed(turn, { topics }) === null || (topics[0]?.confidence ?? 0) < ownTopic) return false;
  return wants === true || (plainAspect(aspects)?.confidence ?? 0) >= plainSide;
}
