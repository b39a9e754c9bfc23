import type { Aspect, LikeException } from '../../model/understanding.ts';
import type { Entry } from '../../ports/knowledge.ts';
import { detailAskedOn } from '../detailHere.ts';
import { actIn, asksAnything, limitsOf, plainAspect, sidesOf, thresholdsIn } from '../evidence.ts';
import { movesHere } from '../movesHere.ts';
import { reportOpen } from '../openCase.ts';
import { sayUnclear, sayUnknown } from '../replies/answerEntry.ts';
import { answerOn } from '../replies/answerOn.ts';
import { isPublic } from '../replies/private.ts';
import type { Turn } from '../turnDraft.ts';

/** Sides that nobody asks of their own case: what else sounds like that is how it is going. */
const ofService: readonly Aspect[] = ['hours', 'cost'];
/** How likely such a side is, at least. */
const sideAsked = 0.5;
/** How likely a message asks on, at least, or asks how a case is going at most, where it is about the service reported. */
const plainFollow = 0.6;
const leastStatus = 0.15;
/** How likely it does either, at least, where what it asks is a special case of other services only. */
const asksHere = 0.7;

/**
 * Answers what is asked of the service of an open report, where that could be taken for how the case is going, or for another service: "will
 * they know it was me?", "do they see to it or do I call a plumber?". False: no report is open, or it is asked otherwise.
 */
export function answerOfReport(turn: Turn): boolean {
  const own = isPublic(turn) || turn.chosen !== null ? undefined : reportOpen(turn);
  const entry = turn.input.knowledge.entry(own?.about ?? '');
  if (entry?.kind !== 'faq' || !asksAnything(turn)) return false;
  const special = specialOf(turn, entry);
  if (special !== undefined) answerOn(turn, entry.id, { kind: 'exception', exception: special.exception });
  else if (isOfOthersOnly(turn, entry)) sayUnknown(turn, entry, null);
  else if (isAskedOn(turn, entry)) answerDetailOf(turn, entry);
  else return answerSide(turn, entry);
  return true;
}

/** The special case of the service in whose words a message is put. */
function specialOf(turn: Turn, { id }: Entry): LikeException | undefined {
  const { clearException } = thresholdsIn(turn);
  return turn.input.understanding.exceptions.find(({ entry, likeness }) => entry === id && likeness >= clearException);
}

/** Whether a message goes on, and is like a special case that only other services have: of this one it is not known. */
function isOfOthersOnly(turn: Turn, { id }: Entry): boolean {
  const { exceptions, topics } = turn.input.understanding;
  const [best] = exceptions;
  const { clearException } = thresholdsIn(turn);
  if (best === undefined || best.entry === id || best.likeness < clearException) return false;
  const named = topics.find(({ entry }) => turn.input.knowledge.entry(entry)?.kind === 'faq');
  const isOther = named !== undefined && named.entry !== best.entry && named.confidence >= limitsOf(turn).clear;
  return !isOther && actIn(turn, 'status') > 0 && actIn(turn, 'follow') + actIn(turn, 'status') >= asksHere;
}

/** Whether a message asks on, though what precedes makes it likely that it asks how the case is going, or a word of it names another service. */
function isAskedOn(turn: Turn, { id }: Entry): boolean {
  if (actIn(turn, 'follow') < plainFollow || actIn(turn, 'status') >= leastStatus) return false;
  const [best] = turn.input.understanding.topics;
  const isOther = best !== undefined && best.entry !== id && best.confidence >= limitsOf(turn).clear;
  if (isOther) return best.confidence < limitsOf(turn).sure;
  return movesHere(turn)[0]?.move === 'status';
}

function answerDetailOf(turn: Turn, entry: Entry): void {
  const read = turn.input.understanding;
  const { detail, beside, isUnsure } = detailAskedOn(turn, entry, { read, moves: movesHere(turn) });
  if (detail.kind === 'unclear') sayUnclear(turn, entry, beside);
  else answerOn(turn, entry.id, detail, { beside, isUnsure });
}

/** Tells a side of the service that is no side of a case, where the message sounds like asking how that is going. */
function answerSide(turn: Turn, entry: Entry): boolean {
  const side = plainAspect(turn.input.understanding.aspects);
  if (turn.input.understanding.acts[0]?.act !== 'status' || side === undefined) return false;
  if (!ofService.includes(side.aspect) || side.confidence < sideAsked) return false;
  if (sidesOf(entry).includes(side.aspect)) answerOn(turn, entry.id, { kind: 'aspect', aspect: side.aspect });
  else sayUnclear(turn, entry, null);
  return true;
}
