import type { PartDetail } from '../../dialogue/details.ts';
import { servicesIn } from '../../dialogue/subjects.ts';
import { confidenceIn, type Part, type Ranked, type RankedMove } from '../../model/understanding.ts';
import { detailsHere } from '../detailHere.ts';
import { isGeneral, limitsOf, thresholdsIn } from '../evidence.ts';
import { isLikeException } from '../ownSubject.ts';
import { answerDetail, answerEntry, clarify, sayUnknown } from '../replies/answerEntry.ts';
import { neighbours, otherReadings } from '../replies/readings.ts';
import { isOfferable } from '../replies/replyTopics.ts';
import { say } from '../replies/say.ts';
import { remember, type Turn } from '../turnDraft.ts';

/** What a correction may be about. */
export interface Corrected {
  /** Which services; null: its words alone tell. */
  readonly subjects: readonly Ranked[] | null;
  /** What it may do, the likeliest first. */
  readonly ranked: readonly RankedMove[];
  /** The services that it says are not meant. */
  readonly rejected: readonly string[];
}

/** The last answer was not what was asked: answers what the person says they meant, or the next best reading. */
export function correct(turn: Turn, meant: Corrected, answer: (part: Part) => void): boolean {
  const { topics, aspects, denies, rejects = false } = turn.input.understanding;
  const { last } = turn.state.dialogue;
  if (answerOffered(turn, meant, answer)) return true;
  const isRejecting = denies || rejects || meant.rejected.length > 0;
  const rest = restOf(turn, meant);
  // Where it is told which service is not meant, the others are weighed, unless one is named.
  const isNamed = (rest?.topics[0]?.confidence ?? 0) >= thresholdsIn(turn).correctedTopic;
  const isSure = (meant.subjects?.[0]?.confidence ?? 0) >= thresholdsIn(turn).ownTopic;
  const weighsOthers = meant.rejected.length > 0 ? !isNamed : !isRejecting || isSure;
  if (weighsOthers && answerSubject(turn, meant, answer)) return true;
  // What is named only to say that it is not meant is no reading of what is.
  const whole = isRejecting ? null : { topics, aspects };
  for (const part of [rest, whole]) if (part !== null && answerMeant(turn, part, meant, answer)) return true;
  const spokenOf = turn.input.knowledge.entry(turn.state.dialogue.focus[0]?.entry ?? '');
  if (spokenOf !== undefined && !isRejecting && isStillMeant(turn, meant.subjects)) {
    sayUnknown(turn, spokenOf, null);
    return true;
  }
  const others = readingsMeant(turn, meant);
  turn.events.push({
    type: 'question.unanswered',
    reason: 'not-understood',
    knowledge: turn.input.knowledge.version,
  });
  if (others.length > 0 && (last?.did !== 'clarified' || meant.rejected.length > 0)) clarify(turn, others);
  else {
    remember(turn, { did: 'left-unanswered' });
    say(turn, 'correctAgain', [...neighbours(turn).map((id) => `entry:${id}`), 'command:person', 'command:help']);
  }
  return true;
}

/** What is said to be meant; null: nothing is. */
function restOf({ input: { understanding } }: Turn, { rejected }: Corrected): Part | null {
  return rejected.length > 0 ? (understanding.rejection?.meant ?? null) : understanding.rest;
}

/** The service spoken of last that is not said not to be meant. */
const spokenOfIn = ({ state }: Turn, { rejected }: Corrected) =>
  state.dialogue.focus.find(({ entry }) => !rejected.includes(entry));

/** What may be meant where that is not clear: what the words name that say it, where something is rejected, or other readings. */
function readingsMeant(turn: Turn, meant: Corrected): readonly string[] {
  const { rejected } = meant;
  const others = otherReadings(turn).filter((id) => !rejected.includes(id));
  if (rejected.length === 0) return others;
  const { guessedTopic } = thresholdsIn(turn);
  const named = (restOf(turn, meant)?.topics ?? [])
    .filter(({ entry, confidence }) => confidence >= guessedTopic && isOfferable(turn, entry))
    .map(({ entry }) => entry)
    .filter((id) => !rejected.includes(id));
  return named.length > 1 ? named : others;
}

/** Answers with what was offered below the last answer, where what is said to be meant names that most. */
function answerOffered(turn: Turn, meant: Corrected, answer: (part: Part) => void): boolean {
  const rest = restOf(turn, meant);
  const spokenOf = turn.state.dialogue.focus[0]?.entry;
  const isExcluded = (id: string) => id === spokenOf || meant.rejected.includes(id);
  const offered = servicesIn(turn.state.offered).filter((id) => !isExcluded(id));
  const [best] = rest?.topics ?? [];
  const { correctedTopic, earlierTopic } = thresholdsIn(turn);
  const named = rest?.topics.find(({ entry }) => offered.includes(entry));
  if (rest === null || named === undefined || named.confidence < earlierTopic) return false;
  if (named !== best && (best?.confidence ?? 0) >= correctedTopic) return false;
  const others = rest.topics.filter(({ entry }) => entry !== named.entry && !isExcluded(entry));
  const confidence = Math.max(named.confidence, limitsOf(turn).sure);
  answer({ topics: [{ entry: named.entry, confidence }, ...others], aspects: rest.aspects });
  return true;
}

/** Whether a correction may as well be about the service spoken of as about any other: "no, I am the owner". */
function isStillMeant(turn: Turn, subjects: readonly Ranked[] | null): boolean {
  const now = turn.state.dialogue.focus[0]?.entry;
  return confidenceIn(subjects ?? [], now) >= thresholdsIn(turn).correctedSubject;
}

/** Answers with the service that a correction most probably means, where that is another than the last. */
function answerSubject(turn: Turn, meant: Corrected, answer: (part: Part) => void): boolean {
  const spokenOf = turn.state.dialogue.focus[0]?.entry;
  const isExcluded = (id: string) => id === spokenOf || meant.rejected.includes(id);
  const best = meant.subjects?.find(({ entry }) => !meant.rejected.includes(entry));
  const isStill = meant.rejected.length === 0 && isStillMeant(turn, meant.subjects);
  if (best === undefined || isExcluded(best.entry) || isStill) return false;
  if (best.confidence < thresholdsIn(turn).correctedSubject || !isOfferable(turn, best.entry)) return false;
  const { topics, aspects } = turn.input.understanding;
  const rest = restOf(turn, meant);
  const confidence = Math.max(best.confidence, limitsOf(turn).sure);
  const others = topics.filter(({ entry }) => entry !== best.entry && !isExcluded(entry));
  answer({ topics: [{ entry: best.entry, confidence }, ...others], aspects: rest?.aspects ?? aspects });
  return true;
}

/**
 * Answers what a correction means: another service, another side or a special case of the one spoken of, or the whole of that
 * one. False: nothing of that is likely.
 */
function answerMeant(turn: Turn, part: Part, meant: Corrected, answer: (part: Part) => void): boolean {
  const { topics, aspects } = part;
  const { correctedTopic, sameTopic, guessedTopic } = thresholdsIn(turn);
  const { focus, last } = turn.state.dialogue;
  const isRejecting = turn.input.understanding.rejects === true || meant.rejected.length > 0;
  const now = spokenOfIn(turn, meant);
  const spokenOf = now?.entry;
  const gaveWhole = last?.did === 'answered' && now !== undefined && now === focus[0] && now.aspect === null;
  const named = topics.filter(({ entry }) => isOfferable(turn, entry) && !meant.rejected.includes(entry));
  const [best] = named;
  const other = named.find(({ entry }) => entry !== spokenOf);
  const detail = detailMeant(turn, part, meant);
  // What resembles the one spoken of in nothing, and asks for no side that it has, need not name another as clearly.
  const isUnlike = !topics.some(({ entry, confidence }) => entry === spokenOf && confidence >= limitsOf(turn).near);
  const isFar = isUnlike && !isPlain(turn, spokenOf, detail) && (other?.confidence ?? 0) >= limitsOf(turn).clear;
  const isStill = !isRejecting && !isFar && isStillMeant(turn, meant.subjects);
  // "I mean at what time" asks for the hours of what is spoken of, not for those of the office.
  const isOffice = detail?.kind === 'aspect' && other !== undefined && isGeneral(turn, other.entry, detail.aspect);
  const isNamed = isFar || (other?.confidence ?? 0) >= correctedTopic;
  const isOther = !isStill && other !== undefined && other === best && !isOffice && isNamed;
  if (!isOther && spokenOf !== undefined) {
    if (detail !== null) {
      answerDetail(turn, spokenOf, detail);
      return true;
    }
    if (best?.entry === spokenOf && best.confidence >= sameTopic) {
      // People who have just got the whole answer do not want it again, unless they say that they mean it.
      const isMeant = part === restOf(turn, meant) && best.confidence >= limitsOf(turn).answer;
      if (!gaveWhole || isMeant) {
        if (gaveWhole) say(turn, 'meantIndeed', ['command:person']);
        answerEntry(turn, spokenOf);
        return true;
      }
    }
  }
  if (isStill || other === undefined || other.confidence < guessedTopic) return false;
  if (isRejecting && isToss(turn, named)) return false;
  const confidence = Math.max(other.confidence, limitsOf(turn).sure);
  const beside = named.filter(({ entry }) => entry !== other.entry && entry !== spokenOf);
  answer({ topics: [{ entry: other.entry, confidence }, ...beside], aspects });
  return true;
}

/** Whether a side or special case is plainly asked for: it has a text, or no other special case is nearer. */
function isPlain({ input }: Turn, id: string | undefined, detail: PartDetail | null): boolean {
  if (id === undefined || detail === null) return false;
  if (detail.kind === 'aspect') return input.knowledge.entry(id)?.aspects[detail.aspect] !== undefined;
  return input.understanding.exceptions[0]?.entry === id;
}

/** Whether what is meant beside what is not may as well be one service as another: "not the car, the house". */
function isToss(turn: Turn, [best, next]: readonly Ranked[]): boolean {
  if (best === undefined) return false;
  const { answer, lead } = limitsOf(turn);
  return best.confidence < answer && best.confidence - (next?.confidence ?? 0) < lead;
}

/** The side or special case of the service spoken of that a correction means: not what was just given. Null: none is likely. */
function detailMeant(turn: Turn, { topics, aspects }: Part, meant: Corrected): PartDetail | null {
  const { correctedSide, exception } = thresholdsIn(turn);
  const now = spokenOfIn(turn, meant);
  const entry = now === undefined ? undefined : turn.input.knowledge.entry(now.entry);
  const read = { ...turn.input.understanding, topics, aspects };
  const learnt = entry === undefined ? null : detailsHere(turn, entry, { read, moves: meant.ranked });
  const like = read.exceptions.find((each) => each.entry === now?.entry);
  // What is put in the words of a special case of it, more than of any other, is about that, whatever side a word is like.
  if (like !== undefined && like === read.exceptions[0] && isLikeException(like, exception))
    return { kind: 'exception', exception: like.exception };
  for (const { detail, confidence } of learnt ?? []) {
    if (confidence < correctedSide) break;
    if (detail.kind === 'aspect' && detail.aspect !== now?.aspect) return detail;
    if (detail.kind === 'exception' && isLikeException(like, exception)) return detail;
  }
  const [first] = aspects;
  if (first === undefined || first.aspect === 'exceptions' || first.confidence < correctedSide) return null;
  return { kind: 'aspect', aspect: first.aspect };
}
