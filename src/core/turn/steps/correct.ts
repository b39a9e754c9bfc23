import type { Detail, PartDetail } from '../../dialogue/details.ts';
import { isWholeGiven } from '../../dialogue/entriesInFocus.ts';
import { servicesIn } from '../../dialogue/subjects.ts';
import type { Aspect, Part, Ranked, RankedMove } from '../../model/understanding.ts';
import type { Entry } from '../../ports/knowledge.ts';
import { detailsHere, hasText } from '../detailHere.ts';
import { isChat, isGeneral, limitsOf, plainAspect, thresholdsIn } from '../evidence.ts';
import { isLikeException } from '../ownSubject.ts';
import { answerAspect, answerDetail, answerEntry, clarify, sayUnknown } from '../replies/answerEntry.ts';
import { isJustGiven } from '../replies/answerOn.ts';
import { neighbours, otherReadings } from '../replies/readings.ts';
import { isOfferable } from '../replies/replyTopics.ts';
import { say } from '../replies/say.ts';
import { isSpokenOf } from '../subjectsHere.ts';
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

/**
 * The last answer was not what was asked: answers what the person says they meant in the conversation, or the next best reading. What
 * says nothing of that ("you got me wrong") is offered other readings.
 */
export function correct(turn: Turn, meant: Corrected, answer: (part: Part) => void): boolean {
  const { topics, aspects, denies, rejects = false } = turn.input.understanding;
  const { last } = turn.state.dialogue;
  if (answerOffered(turn, meant, answer)) return true;
  const isRejecting = denies || rejects || meant.rejected.length > 0;
  const rest = restOf(turn, meant);
  // What is named only to say that it is not meant is no reading of what is.
  const whole = isRejecting ? null : { topics, aspects };
  const said = rest ?? whole;
  if (said !== null || meant.rejected.length > 0) {
    if (!saysNothing(turn, said) && answerSubject(turn, said, meant, answer)) return true;
    for (const part of [rest, whole]) if (part !== null && answerMeant(turn, part, meant, answer)) return true;
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

/** Whether what is said to be meant names no service, no side and no special case: "you got me wrong". */
function saysNothing(turn: Turn, said: Part | null): boolean {
  if (said === null) return false;
  const [best] = said.topics;
  const { guessedTopic, correctedSide, exception } = thresholdsIn(turn);
  if (best !== undefined && isChat(turn, best.entry)) return true;
  if (said === turn.input.understanding.rest) return false;
  const isSide = (plainAspect(said.aspects)?.confidence ?? 0) >= correctedSide;
  const isLike = isLikeException(turn.input.understanding.exceptions[0], exception);
  return !isSide && !isLike && (best?.confidence ?? 0) < guessedTopic;
}

/**
 * Answers about the service that a correction most probably means, by all that the conversation tells: it asks the same once more, of
 * what was spoken of or of what it says instead. False: none is likely enough.
 */
function answerSubject(turn: Turn, said: Part | null, meant: Corrected, answer: (part: Part) => void): boolean {
  const best = subjectMeant(turn, said, meant);
  const entry = best === undefined ? undefined : turn.input.knowledge.entry(best.entry);
  if (best === undefined || entry === undefined || best.confidence < thresholdsIn(turn).correctedSubject) return false;
  const { topics, aspects } = said ?? { topics: [], aspects: [] };
  const { correctedTopic, ownSubject, ownTopic } = thresholdsIn(turn);
  // What only says what is not meant resembles others by that.
  const isOther = entry.id !== turn.state.dialogue.focus[0]?.entry;
  if (turn.input.understanding.denies && isOther && best.confidence < ownTopic) return false;
  // What it plainly names instead is meant, where the conversation leaves that in doubt.
  const isDoubtful = best.confidence < ownSubject && topics[0]?.entry !== entry.id;
  if (isDoubtful && (topics[0]?.confidence ?? 0) >= Math.max(correctedTopic, best.confidence)) return false;
  if (!isSpokenOf(turn, entry.id) && !isOfferable(turn, entry.id)) return false;
  const side = sideAskedBefore(turn, entry, aspects);
  if (side !== null) {
    answerAspect(turn, entry.id, side);
    return true;
  }
  if (isSpokenOf(turn, entry.id)) {
    answerSpokenOf(turn, entry, { topics, aspects }, meant);
    return true;
  }
  const confidence = Math.max(best.confidence, limitsOf(turn).sure);
  const others = topics.filter((each) => each.entry !== entry.id && !isExcluded(turn, meant, each.entry));
  answer({ topics: [{ entry: entry.id, confidence }, ...others], aspects });
  return true;
}

/** Most words of a correction that only names another service: "no, the music school". */
const namingAlone = 6;

/**
 * The side that the message before asked about, where a correction names none of its own and only says of which service: "that is for the
 * nursery" goes back to the nursery with it. Null: there is none.
 */
function sideAskedBefore(turn: Turn, entry: Entry, aspects: Part['aspects']): Aspect | null {
  const { shape } = turn.input.understanding;
  const [now] = turn.state.dialogue.focus;
  const asked = now?.asked ?? now?.aspect ?? null;
  if (now === undefined || now.entry === entry.id || asked === null || asked === 'exceptions') return null;
  const named = plainAspect(aspects);
  const isOther = named !== undefined && named.aspect !== asked && named.confidence >= thresholdsIn(turn).correctedSide;
  if (isOther) return null;
  const isNew = !isSpokenOf(turn, entry.id);
  return isNew && (shape.words > namingAlone || entry.aspects[asked] === undefined) ? null : asked;
}

/**
 * The service that a correction most probably means, of those that it does not say are not meant. "Not the opening hours, the telephone"
 * asks for that of what is spoken of, not for that of the office.
 */
function subjectMeant(turn: Turn, said: Part | null, { subjects, rejected }: Corrected): Ranked | undefined {
  const isRejected = ({ entry }: Ranked) => rejected.includes(entry);
  const gone = subjects?.reduce((sum, each) => (isRejected(each) ? sum + each.confidence : sum), 0) ?? 0;
  const best = subjects?.find((each) => !isRejected(each));
  if (best === undefined) return undefined;
  const confidence = best.confidence / Math.max(1 - gone, best.confidence);
  const [now] = turn.state.dialogue.focus;
  const side = plainAspect(said?.aspects ?? []);
  const isOffice = side !== undefined && isGeneral(turn, best.entry, side.aspect) && !isSpokenOf(turn, best.entry);
  const isService = now !== undefined && turn.input.knowledge.entry(now.entry)?.general.length === 0;
  return { entry: isOffice && isService && !rejected.includes(now.entry) ? now.entry : best.entry, confidence };
}

/** Whether a service is not meant: it was answered just before, or is said not to be. */
const isExcluded = (turn: Turn, { rejected }: Corrected, id: string): boolean =>
  id === turn.state.dialogue.focus[0]?.entry || rejected.includes(id);

/**
 * Answers what of a service spoken of a correction asks for: what is likeliest and was not given just now, or else the whole, where it
 * names the service. Where neither is, it is said that it is not known, and where to ask.
 */
function answerSpokenOf(turn: Turn, entry: Entry, said: Part, meant: Corrected): void {
  const detail = detailOf(turn, entry, said, meant);
  if (detail !== null) return answerDetail(turn, entry.id, detail);
  if (entry.id !== turn.state.dialogue.focus[0]?.entry) return answerEntry(turn, entry.id);
  const isGiven = isJustGiven(turn, entry.id, whole);
  const [best] = said.topics;
  const isNamed = best?.entry === entry.id && best.confidence >= thresholdsIn(turn).sameTopic;
  // People who have just got the whole answer do not want it again, unless they say that they mean it.
  if (!isNamed || (isGiven && best.confidence < limitsOf(turn).answer)) return sayUnknown(turn, entry, null);
  if (isGiven) say(turn, 'meantIndeed', ['command:person']);
  answerEntry(turn, entry.id);
}

/**
 * What of a service spoken of a correction asks for; null: nothing that is likely, and was not given just now. All of the message tells
 * it: "not the bus, the train" asks of the train by both.
 */
function detailOf(turn: Turn, entry: Entry, said: Part, { ranked: moves }: Corrected): Tellable | null {
  const read = turn.input.understanding;
  const { exception, correctedSide } = thresholdsIn(turn);
  const like = read.exceptions.find((each) => each.entry === entry.id);
  const isNew = (detail: Tellable) => !isJustGiven(turn, entry.id, detail);
  // What is put in the words of a special case of it, more than of any other, is about that, whatever side a word is like.
  if (like !== undefined && like === read.exceptions[0] && isLikeException(like, exception)) {
    const special: Tellable = { kind: 'exception', exception: like.exception };
    if (isNew(special)) return special;
  }
  const ranked = (detailsHere(turn, entry, { read, moves }) ?? []).map(({ detail }) => detail);
  const best = ranked.find(
    (detail) => detail.kind === 'unclear' || detail.kind === 'whole' || (isNew(detail) && hasText(entry, detail)),
  );
  if (best !== undefined && best.kind !== 'unclear' && best.kind !== 'whole') return best;
  if (best?.kind === 'whole' && !isWholeGiven(turn.state.dialogue, entry.id)) return whole;
  const side = plainAspect(said.aspects);
  if (side === undefined || side.confidence < correctedSide) return null;
  const named: Tellable = { kind: 'aspect', aspect: side.aspect };
  return isNew(named) && (best === undefined || hasText(entry, named)) ? named : null;
}

const whole = { kind: 'whole' } as const;

/** What of a service can be told. */
type Tellable = Exclude<Detail, { kind: 'unclear' }>;

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
  // "I mean at what time" asks for the hours of what is spoken of, not for those of the office.
  const isOffice = detail?.kind === 'aspect' && other !== undefined && isGeneral(turn, other.entry, detail.aspect);
  const isNamed = isFar || (other?.confidence ?? 0) >= correctedTopic;
  const isOther = other !== undefined && other === best && !isOffice && isNamed;
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
  if (other === undefined || other.confidence < guessedTopic) return false;
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
