import { type Detail, detailsOf, exceptionName, type PartDetail, type RankedDetail } from '../dialogue/details.ts';
import type { DialogueState } from '../model/conversation.ts';
import {
  confidenceInAll,
  type DetailModel,
  type Ranked,
  type RankedMove,
  type Understanding,
} from '../model/understanding.ts';
import type { Entry } from '../ports/knowledge.ts';
import { shareSaidIn } from '../render/saidOnce.ts';
import { networksFor, plainAspect, sidesOf, thresholdsIn, wordsShared } from './evidence.ts';
import { asksForDay, asksToSpeakThere, isLikeException } from './ownSubject.ts';
import { writtenOf } from './replies/partTexts.ts';
import { isPublic } from './replies/private.ts';
import type { Turn } from './turnDraft.ts';

/** What a message says, and what it probably does. */
export interface Said {
  readonly read: Understanding;
  readonly moves: readonly RankedMove[];
  /** Absent: as the conversation stands. */
  readonly dialogue?: DialogueState;
  /** Its words. Absent: those of the message. */
  readonly text?: string | undefined;
}

/** The details of services that were ranked for the message of a turn as a whole, while its conversation and what it probably does are the same. */
interface RankedHere {
  readonly moves: readonly RankedMove[];
  readonly dialogue: DialogueState;
  readonly locale: string;
  readonly byEntry: Map<string, readonly RankedDetail[]>;
}

const rankedHere = new WeakMap<Turn, RankedHere>();

/** What of a service a message probably asks for, the likeliest first; null where nothing was learnt. Worked out once for each service. */
export function detailsHere(turn: Turn, entry: Entry, said: Said): readonly RankedDetail[] | null {
  const { details } = networksFor(turn, said.read);
  if (!details) return null;
  const { read, moves, dialogue = turn.state.dialogue, text } = said;
  if (read !== turn.input.understanding || text !== undefined) return rankDetails(turn, details, entry, said);
  const known = rankedHere.get(turn);
  const isSame = known?.moves === moves && known.dialogue === dialogue && known.locale === turn.locale;
  const here: RankedHere = isSame ? known : { moves, dialogue, locale: turn.locale, byEntry: new Map() };
  if (!isSame) rankedHere.set(turn, here);
  const ranked = here.byEntry.get(entry.id) ?? rankDetails(turn, details, entry, said);
  here.byEntry.set(entry.id, ranked);
  return ranked;
}

function rankDetails(
  turn: Turn,
  model: DetailModel,
  entry: Entry,
  { read, moves, dialogue = turn.state.dialogue, text }: Said,
): readonly RankedDetail[] {
  return detailsOf(model, read, {
    entry: entry.id,
    dialogue,
    moves,
    sides: sidesOf(entry),
    general: entry.general,
    exceptions: entry.exceptions.map(({ id }) => id),
    shared: wordsShared(turn, text),
  });
}

/** Services less likely than that are not weighed: what is asked of them changes nothing. */
const leastWeighed = 0.03;
/** What is left, at least, to a service of which no text tells what is asked. */
const leastWritten = 0.05;

/**
 * How likely services are meant, weighed by how likely a text of each tells what is asked: "is there anything for the rent?" is hardly about
 * help with the power bill where nothing written of that answers, and something written of another does.
 */
export function weighedByTexts(turn: Turn, subjects: readonly Ranked[], said: Pick<Said, 'moves'>): readonly Ranked[] {
  const { knowledge, understanding } = turn.input;
  const { untoldWeight } = thresholdsIn(turn);
  const weighed = subjects.map(({ entry: id, confidence }) => {
    const entry = knowledge.entry(id);
    if (confidence < leastWeighed || entry?.kind !== 'faq') return { entry: id, confidence };
    const written = 1 - untoldOf(entry, detailsHere(turn, entry, { read: understanding, ...said }) ?? []);
    return { entry: id, confidence: confidence * Math.max(leastWritten, written) ** untoldWeight };
  });
  const share = confidenceInAll(subjects) / Math.max(confidenceInAll(weighed), Number.EPSILON);
  return weighed
    .map(({ entry, confidence }) => ({ entry, confidence: confidence * share }))
    .sort((a, b) => b.confidence - a.confidence);
}

/** How likely no text of a service tells what is asked. */
const untoldOf = (entry: Entry, details: readonly RankedDetail[]): number =>
  details.reduce(
    (sum, { detail, confidence }) => (detail.kind === 'unclear' || !hasText(entry, detail) ? sum + confidence : sum),
    0,
  );

/** What of a service is asked for, and what else may be. */
export interface AskedDetail {
  readonly detail: Detail;
  /** The next side or special case that has a text and was not given just now; null: nothing is likely enough. */
  readonly beside: PartDetail | null;
  /** How likely `detail` is asked for; 0 where nothing was learnt. */
  readonly confidence: number;
  /** Whether it may well be that no text tells what is asked. */
  readonly isUnsure: boolean;
}

/** What of the service spoken of is asked on about. */
export function detailAskedOn(turn: Turn, entry: Entry, said: Said): AskedDetail {
  const ranked = detailsHere(turn, entry, said) ?? [];
  const ruled = detailByRule(turn, entry, said);
  const detail = ruled ?? likeliestDetail(turn, entry, said, ranked);
  const beside = detailBeside(turn, entry, ranked, detail);
  const [best] = ranked;
  if (best === undefined) return { detail, beside, confidence: 0, isUnsure: false };
  // What is told by a rule is not in doubt.
  if (ruled !== null) return { detail, beside, confidence: 1, isUnsure: false };
  const unclear = ranked.find((each) => each.detail.kind === 'unclear')?.confidence ?? 0;
  const { unsureDetail, unsureBoth } = thresholdsIn(turn);
  // One of two texts is right more often.
  const isUnsure = unclear >= (beside === null ? unsureDetail : unsureBoth);
  if (entry.sensitive) return withoutGuesses(turn, entry, { detail, beside, confidence: best.confidence, isUnsure });
  return { detail, beside, confidence: best.confidence, isUnsure };
}

/** What may hurt is told on no guess: "I am safe now" asks for no text about an assault. */
function withoutGuesses(turn: Turn, { id }: Entry, { detail, beside, ...asked }: AskedDetail): AskedDetail {
  const { exceptions } = turn.input.understanding;
  const own = exceptions.find((each) => each.entry === id);
  const isGuess = (part: Detail | null) =>
    part?.kind === 'exception' &&
    (asked.isUnsure || part.exception !== own?.exception || !isLikeException(own, thresholdsIn(turn).exception));
  if (isGuess(detail)) return { detail: { kind: 'unclear' }, beside: null, confidence: 0, isUnsure: true };
  return { detail, beside: isGuess(beside) ? null : beside, ...asked };
}

/** What is asked for beyond doubt: hours by a day, or what is put in the words of a special case. */
function detailByRule(turn: Turn, entry: Entry, { read }: Said): PartDetail | null {
  if (asksForDay(turn, entry)) return { kind: 'aspect', aspect: 'hours' };
  const exception = read.exceptions.find((each) => each.entry === entry.id);
  // Where it is asked whether one may speak there, words such as "speak" resemble its contact more than its case.
  const { ownWords, exception: near } = thresholdsIn(turn);
  const isOwn = exception !== undefined && exception.likeness >= (asksToSpeakThere(turn) ? near : ownWords);
  return isOwn ? { kind: 'exception', exception: exception.exception } : null;
}

function likeliestDetail(turn: Turn, entry: Entry, said: Said, ranked: readonly RankedDetail[]): Detail {
  const { aspects, exceptions } = said.read;
  const exception = exceptions.find((each) => each.entry === entry.id);
  const [best] = ranked;
  if (best !== undefined) return best.detail;
  const special = aspects.find(({ aspect }) => aspect === 'exceptions')?.confidence ?? 0;
  const aspect = sideAsked(turn, entry, said.read);
  const isSpecial = (aspect?.confidence ?? 0) < Math.max(special, thresholdsIn(turn).aspect);
  if (isLikeException(exception, isSpecial ? thresholdsIn(turn).exception : thresholdsIn(turn).clearException))
    return { kind: 'exception', exception: exception.exception };
  const isSide = aspect !== undefined && aspect.confidence >= thresholdsIn(turn).aspect && aspect.confidence >= special;
  return isSide ? { kind: 'aspect', aspect: aspect.aspect } : { kind: 'unclear' };
}

/** What else may have been asked for than `detail`, where that is only the likeliest of those that were ranked. */
function detailBeside(
  turn: Turn,
  entry: Entry,
  [best, ...others]: readonly RankedDetail[],
  detail: Detail,
): PartDetail | null {
  if (best === undefined || detail.kind === 'whole' || !isSame(best.detail, detail) || isPublic(turn)) return null;
  const given = turn.state.dialogue.focus.find((each) => each.entry === entry.id)?.aspect;
  const { besideDetail, nearDetail } = thresholdsIn(turn);
  const least = detail.kind === 'unclear' ? nearDetail : besideDetail;
  for (const { detail: other, confidence } of others) {
    if (confidence < least) return null;
    if (other.kind === 'whole' || other.kind === 'unclear' || !hasText(entry, other)) continue;
    if (partName(other) !== given && !isSaidBy(turn, entry, detail, other)) return other;
  }
  return null;
}

/** A text of which so much stands in another says the same. */
const saysSame = 0.8;

/** Whether the text of one detail of a service says what that of another does. */
export function isSaidBy({ locale }: Turn, entry: Entry, one: Detail, other: Detail): boolean {
  const textOf = (detail: Detail) => {
    if (detail.kind === 'whole') return entry.answer[locale];
    return detail.kind === 'unclear' ? undefined : writtenOf(entry, detail)?.answer[locale];
  };
  const said = textOf(one);
  const text = textOf(other);
  return said !== undefined && text !== undefined && shareSaidIn(text, said) >= saysSame;
}

/** Whether something is written of what is asked for, of a side at least. */
export const hasText = ({ aspects }: Entry, detail: Detail): boolean =>
  detail.kind !== 'aspect' || aspects[detail.aspect] !== undefined;

const partName = (detail: PartDetail) => (detail.kind === 'aspect' ? detail.aspect : 'exceptions');

function isSame(one: Detail, other: Detail): boolean {
  if (one.kind === 'aspect') return other.kind === 'aspect' && one.aspect === other.aspect;
  if (one.kind === 'exception') return other.kind === 'exception' && one.exception === other.exception;
  return one.kind === other.kind;
}

/** Whether nobody wrote more of a service than its answer. */
export const isOnePiece = ({ aspects, exceptions }: Entry): boolean =>
  Object.keys(aspects).length + exceptions.length === 0;

/**
 * What the whole of a service says of a thing that a question names, and the side that it seems to ask about does not. A side that is
 * asked for all but surely answers better than a sentence which has one of the words.
 */
export function passageBeyond(turn: Turn, entry: Entry, { detail, confidence }: AskedDetail): string | null {
  if (isPublic(turn) || (detail.kind !== 'aspect' && !isHardlyLike(turn, entry, detail))) return null;
  if (confidence >= thresholdsIn(turn).plainDetail) return null;
  const written =
    detail.kind === 'aspect'
      ? entry.aspects[detail.aspect]
      : entry.exceptions.find(({ id }) => detail.kind === 'exception' && id === detail.exception);
  const side = written?.answer[turn.locale] ?? '';
  return turn.input.knowledge.passage?.(entry, turn.text, turn.locale, side) ?? null;
}

/** Whether a special case is only the likeliest, and the text is not put in its words. */
function isHardlyLike({ input: { understanding, knowledge } }: Turn, { id }: Entry, detail: Detail): boolean {
  if (detail.kind !== 'exception') return false;
  const like = understanding.exceptions.find((each) => each.entry === id && each.exception === detail.exception);
  return (like?.likeness ?? 0) < knowledge.thresholds.exception;
}

/** What of a service is asked for that was not spoken of before. */
export function detailAskedFirst(turn: Turn, entry: Entry, said: Said): Detail {
  const { aspects, exceptions, matches } = said.read;
  const exception = exceptions.find((each) => each.entry === entry.id);
  const { clearException, ownWords, ownAspect } = thresholdsIn(turn);
  const [best] = detailsHere(turn, entry, said) ?? [];
  // What is put in the words of a special case is about that: "my dog died" asks for no registration. Where it is known which text
  // answers, and that is another, this weighs more than what the words are like: "I can't pay the power bill" tells of no cut.
  const answering = matches.find((each) => each.entry === entry.id)?.texts[0]?.text;
  const isOther = answering !== undefined && answering !== exceptionName(exception?.exception ?? '');
  if (isLikeException(exception, best !== undefined && isOther ? ownWords : clearException))
    return { kind: 'exception', exception: exception.exception };
  if (best !== undefined) return best.detail;
  const aspect = plainAspect(aspects);
  const isSide = aspect !== undefined && aspect.confidence >= ownAspect;
  return isSide ? { kind: 'aspect', aspect: aspect.aspect } : { kind: 'whole' };
}

/** The side of a service that is asked about: one that has a text, unless another is far likelier. */
function sideAsked(turn: Turn, entry: Entry, { aspects }: Understanding): ReturnType<typeof plainAspect> {
  const likeliest = plainAspect(aspects);
  const known = plainAspect(aspects.filter(({ aspect }) => aspect !== 'exceptions' && entry.aspects[aspect]));
  const enough = (likeliest?.confidence ?? 0) * thresholdsIn(turn).knownSide;
  return known !== undefined && known.confidence >= enough ? known : likeliest;
}
