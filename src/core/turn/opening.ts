import { servicesIn } from '../dialogue/subjects.ts';
import { isPlaceAlone } from '../flows/phrasing.ts';
import type { Kind } from '../model/kind.ts';
import type { Ranked } from '../model/understanding.ts';
import { actIn, limitsOf, thresholdsIn } from './evidence.ts';
import { openCaseIn } from './openCase.ts';
import { reports } from './otherSubject.ts';
import { isOfferable } from './replies/replyTopics.ts';
import { namesOther } from './subjectsHere.ts';
import type { Turn } from './turnDraft.ts';

/**
 * What a message does with which somebody begins. Nothing but its words tells whose business it is: later, what was spoken of
 * does.
 */

/** Kinds that what people tell of themselves is often like: "that pub quiz is rigged". */
const likeRemarks: readonly Kind[] = [...reports, 'false-information', 'destructive-criticism'];

/** Kinds of formal requests, which what is asked of others is like: "send me the report of the match". */
const likeRequests: readonly Kind[] = ['information-request', 'press'];

/** Words of a bare wish for a person, at most. */
const bareWords = 2;

/** Fewest words that tell what happened; fewer name a thing or a place. */
const leastWords = 4;

/**
 * Whether neither a service was spoken of nor a case is open, and the meaning was read: words alone separate too little. Who was
 * just left without an answer, and goes on about it, means it.
 */
function isOpening(turn: Turn): boolean {
  const { focus, last } = turn.state.dialogue;
  const isNew = focus.length === 0 && last?.did !== 'left-unanswered' && openCaseIn(turn) === undefined;
  return isNew && turn.input.understanding.voice === 'meaning';
}

/**
 * Whether a message of such a kind is rather none of the council's business: "fourteen moving boxes, and thirteen are shoes", "get me
 * an agent of the parcel service". It opens no case; who goes on about it is heard.
 */
export function isNobodys(turn: Turn, kind: Kind): boolean {
  if (kind === 'person') return wantsPersonElsewhere(turn);
  if (likeRequests.includes(kind)) return isAskedOfOthers(turn);
  return likeRemarks.includes(kind) && isOutsideAtFirst(turn);
}

/** Whether a message is surely nobody's business, and less than plainly a request to the council. */
function isAskedOfOthers(turn: Turn): boolean {
  const { scope, kind } = turn.input.understanding;
  const { statedKind, plainKind } = thresholdsIn(turn);
  return isOutsideAtFirst(turn) && scope.outside >= statedKind && kind.confidence < plainKind;
}

/** Whether a message is rather nobody's business than a report: a drawer that sticks. What is certain of its kind is not. */
export function isOutsideAtFirst(turn: Turn): boolean {
  const { scope } = turn.input.understanding;
  if (!isOpening(turn) || isPlain(turn) || scope.outside < thresholdsIn(turn).outsideReport) return false;
  return scope.outside > Math.max(scope.report, actIn(turn, 'report')) + actIn(turn, 'person');
}

/** Whether a message asks for a person, and says which, who is nobody's here: "operator" says nothing about whose. */
function wantsPersonElsewhere(turn: Turn): boolean {
  const { scope, shape } = turn.input.understanding;
  if (!isOpening(turn) || mayBeInDanger(turn) || shape.words <= bareWords) return false;
  // However certain it is that somebody is wanted.
  return scope.outside >= thresholdsIn(turn).outsidePerson;
}

/** Whether a kind is certain, or somebody may be in danger. */
function isPlain(turn: Turn): boolean {
  return mayBeInDanger(turn) || turn.input.understanding.kind.confidence >= thresholdsIn(turn).certainKind;
}

function mayBeInDanger(turn: Turn): boolean {
  const { danger } = turn.input.understanding;
  return danger.level === 'alarm' || danger.rule !== null || danger.probability >= thresholdsIn(turn).openingDanger;
}

/** Whether what is broken is reported by the flow that an entry offers. */
export function takesReports({ input }: Turn, id: string | undefined): boolean {
  const entry = id === undefined ? undefined : input.knowledge.entry(id);
  const flow = input.knowledge.flows.all.find((each) => each.id === entry?.flow);
  return flow?.start.kinds.includes('incident') === true;
}

/**
 * Whether a message turns from what is spoken of to a matter by whose form such things are reported: there are rats in the park,
 * whether one has asked about the library before or not.
 */
function turnsToReport(turn: Turn): boolean {
  const { topics, shape, voice } = turn.input.understanding;
  const { focus, last } = turn.state.dialogue;
  if (focus.length === 0 || last?.did === 'passed-on' || openCaseIn(turn) !== undefined || voice !== 'meaning')
    return false;
  return !shape.continues && namesOther(turn) && takesReports(turn, topics[0]?.entry);
}

/** Whether a message tells the council that something is so, whatever entry its words are like. */
export function beginsWithReport(turn: Turn): boolean {
  const { scope, shape } = turn.input.understanding;
  if (
    !(isOpening(turn) || turnsToReport(turn)) ||
    shape.asks ||
    shape.words < leastWords ||
    isPlaceAlone(turn.text, shape)
  )
    return false;
  // What is all but certain to ask or to ask on reports nothing, though its words are those of reports.
  if (actIn(turn, 'ask') + actIn(turn, 'follow') >= thresholdsIn(turn).openingAsking) return false;
  return scope.report >= thresholdsIn(turn).openingReport;
}

/** Whether what somebody begins with rather reports than asks, by its meaning as a whole: it follows nothing, however much it sounds so. */
export function reportsAtFirst(turn: Turn): boolean {
  return isOpening(turn) && turn.input.understanding.scope.report >= thresholdsIn(turn).openingReport;
}

/**
 * Whether a complaint is answered by an entry that it as good as names, and is rather no report to the council: "the fine is unjust"
 * asks how to appeal.
 */
export function isAnsweredAtFirst(turn: Turn, kind: Kind): boolean {
  const { scope, topics } = turn.input.understanding;
  if (kind !== 'complaint' || !isOpening(turn)) return false;
  const [best] = topics;
  return (
    best !== undefined && best.confidence >= limitsOf(turn).alone && scope.report < thresholdsIn(turn).openingReason
  );
}

/**
 * Whether an entry is likely enough to begin a conversation with: as long as no service was spoken of, nothing but its words
 * makes a message the council's business.
 */
export function mayOpenWith(turn: Turn, best: Ranked | undefined): boolean {
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
