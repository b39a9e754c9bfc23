import { isQuestion } from '../../flows/phrasing.ts';
import { asksProgress } from '../../flows/progress.ts';
import { stepOf } from '../../model/flow.ts';
import type { Aspect, RankedAspect } from '../../model/understanding.ts';
import type { Entry } from '../../ports/knowledge.ts';
import { actIn, isGeneral, limitsOf, thresholdsIn } from '../evidence.ts';
import { readOpening } from '../flows/interpret.ts';
import { flowFor, type Turn, wantFlow } from '../turnDraft.ts';
import { answerEntry } from './answerEntry.ts';
import { isPublic } from './private.ts';

/** Fewest words of a text that says what somebody wants. */
const fewestWords = 2;

/**
 * Begins the flow of an entry where somebody says that they want what it is about, and asks nothing: "I need an
 * appointment". What the message already tells is not asked; where it tells nothing, the answer comes first. False: it
 * is no such message.
 */
export function beginRequested(turn: Turn, id: string): boolean {
  const { knowledge, understanding } = turn.input;
  const entry = knowledge.entry(id);
  const definition = knowledge.flows.all.find((flow) => flow.id === entry?.flow && flow.start.wished === true);
  if (entry === undefined || definition === undefined || understanding.shape.words < fewestWords) return false;
  if (asksOf(turn, entry) || turn.state.flow !== null || turn.chosen !== null || isPublic(turn)) return false;
  wantFlow(turn, definition, null);
  const first = stepOf(definition, definition.first);
  const isKnown = readOpening(turn, definition).some(({ slot }) => first?.kind === 'collect' && slot.id === first.slot);
  if (!isKnown) {
    turn.wanted = { definition, request: null, isOffered: true };
    answerEntry(turn, id);
  }
  return true;
}

/** Whether a message asks, with or without a question mark, or is about one side of a service: "which day for sofas". */
function asksOf(turn: Turn, { general }: Entry): boolean {
  const { shape, aspects } = turn.input.understanding;
  const [side] = aspects;
  const isSide = side !== undefined && side.aspect !== 'exceptions' && side.confidence >= thresholdsIn(turn).ownAspect;
  return (
    shape.asks || shape.wonders || isQuestion(turn.text) || (isSide && !general.some((each) => each === side.aspect))
  );
}

/**
 * The entry on appointments in general, where one is plainly asked for and no service is sure: "an appointment for
 * Monday". Null: none.
 */
export function appointmentEntry(turn: Turn, [aspect]: readonly RankedAspect[]): string | null {
  const { topics } = turn.input.understanding;
  if (aspect?.aspect !== 'appointment' || aspect.confidence < thresholdsIn(turn).statedKind) return null;
  const [best] = topics;
  const knowsOwn = turn.input.knowledge.entry(best?.entry ?? '')?.aspects.appointment !== undefined;
  const isNamed = knowsOwn && (best?.confidence ?? 0) >= limitsOf(turn).sure;
  if (isNamed || actIn(turn, 'outside') >= thresholdsIn(turn).outside) return null;
  const general = topics.find(({ entry }) => isGeneral(turn, entry, 'appointment'));
  return general?.entry ?? null;
}

/** Sides that the council's office has itself, which people ask for without a name: "what are your hours". */
const ofOffice: readonly Aspect[] = ['hours', 'where', 'contact'];
/** Most words of such a question: in a longer one, something unknown may be named. */
const officeWords = 6;

/** The entry on the office, where one of its sides is plainly asked for with which somebody begins, and of nothing else. Null: none. */
export function officeEntry(turn: Turn): string | null {
  const { aspects, topics, scope, shape, voice } = turn.input.understanding;
  const [aspect] = aspects;
  const { plainSide, outsideReport } = thresholdsIn(turn);
  if (aspect === undefined || aspect.aspect === 'exceptions' || aspect.confidence < plainSide) return null;
  const wanted = aspect.aspect;
  const isBare = shape.words <= officeWords && voice === 'meaning' && scope.outside < outsideReport;
  if (!ofOffice.includes(wanted) || !isBare || turn.state.dialogue.focus.length > 0) return null;
  const office = topics.find(({ entry }) => isGeneral(turn, entry, wanted));
  const isNamed = topics.some((each) => each !== office && each.confidence >= limitsOf(turn).clarify);
  return isNamed ? null : (office?.entry ?? null);
}

/** How likely a message asks how something is going, at least, where its words do as well. */
const asksStatus = 0.4;

/**
 * Tells how to look up what was applied for elsewhere to who asks how that is going and has no case here: this chat sees no files. Where
 * nothing written is near, the flow for cases says so. False: they do not ask that.
 */
export function answerFile(turn: Turn): boolean {
  const { topics } = turn.input.understanding;
  if (turn.state.cases.length > 0 || actIn(turn, 'status') < asksStatus || !asksProgress(turn.text)) return false;
  const entry = topics.find((each) => isGeneral(turn, each.entry, 'duration'))?.entry;
  const flow = flowFor(turn, { move: 'status' });
  if (entry !== undefined) answerEntry(turn, entry);
  else if (flow !== null) wantFlow(turn, flow, null);
  return entry !== undefined || flow !== null;
}
