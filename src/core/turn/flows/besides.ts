import { saysTerms } from '../../flows/adding.ts';
import { asksSomewhere } from '../../flows/phrasing.ts';
import { isOneOf } from '../../flows/readSlot.ts';
import { saysHarm, saysHarmless, saysPossible } from '../../flows/risk.ts';
import { type FlowDefinition, type FlowSlot, stepOf } from '../../model/flow.ts';
import { textOf } from '../../model/message.ts';
import type { Act, Aspect } from '../../model/understanding.ts';
import { plainWords } from '../../util/plainWords.ts';
import { actIn, plainAspect, thresholdsIn } from '../evidence.ts';
import { isOtherReport } from '../openCase.ts';
import { isOfAnother, otherSubject } from '../otherSubject.ts';
import type { Turn } from '../turnDraft.ts';

/* What people tell of the matter under way beside the answer to its question, or instead of one. */

/** Whether a message says of the case under way what has to be, or suits, where that is no answer to the question. */
export function addsTerms(turn: Turn, { type }: FlowSlot): boolean {
  const { state, input } = turn;
  const isAnswer = type === 'date' || type === 'time' || (type === 'place' && input.understanding.shape.places);
  const { asks, wonders } = input.understanding.shape;
  if ((state.flow?.case ?? null) === null || isAnswer || asks || wonders || !saysTerms(textOf(input.inbound)))
    return false;
  return !isOfAnother(turn);
}

/** Whether a slot asks whether somebody may be hurt: its yes has the case seen to first. */
export function asksRisk(definition: FlowDefinition, { id, type }: FlowSlot): boolean {
  if (type !== 'consent') return false;
  return definition.steps.some((step) => {
    const then = step.kind === 'if' && step.when === `${id} == "yes"` ? stepOf(definition, step.then) : undefined;
    return then?.kind === 'do' && then.action.name === 'mark-urgent';
  });
}

/**
 * What a message says of the risk where the case under way is: somebody may be hurt (`harm`), something may happen, or nobody can be
 * hurt. Null: nothing of that, or of something else.
 */
export function riskSaid(turn: Turn): 'harm' | 'possible' | 'none' | null {
  const text = textOf(turn.input.inbound);
  if ((turn.state.flow?.case ?? null) === null || turn.chosen !== null) return null;
  if (saysHarm(text) && !turn.input.understanding.shape.asks && !isOtherReport(turn)) return 'harm';
  if (otherSubject(turn) !== null) return null;
  if (saysHarmless(text)) return 'none';
  return saysPossible(text) ? 'possible' : null;
}

/** The slot that asks whether somebody may be hurt, as long as nothing is known of that; null: none, or it is known. */
export function riskOpen({ state }: Turn, definition: FlowDefinition): FlowSlot | null {
  const slot = definition.slots.find((each) => asksRisk(definition, each));
  return slot === undefined || state.flow?.filled.includes(slot.id) ? null : slot;
}

/** What follows a "si" that says that there is something: it is no "if", but a yes without its accent. */
const thereIs = "(?:que|hay|hi ha|n['’]hi ha|es|és|esta|està|está)(?!\\p{L})";
/** Yes or no, plainly said, and what follows it. Any other "si" without its accent may be an "if". */
const answered = new RegExp(
  `^\\s*(?:([^,.;:!?…\\n]{2,20}?)(?:[,.;:!…]+|(?=\\s(?:but|pero|però)\\s))|(sí|yes|yeah|yep|si(?=\\s+${thereIs}))(?=\\s))\\s*(\\S.*)$`,
  'isu',
);

/** Sides that nobody asks of a question, but of what was reported. */
const ofService: readonly Aspect[] = ['cost', 'contact', 'hours', 'duration', 'deadline'];
const asksWho = /^(?:(?:i|y|and|but|pero) )?(?:qui|quien|who)(?!\p{L})/u;

/** Whether a question that refers to something asks of the service, and not of what was asked: "who picks it up?". */
export function asksOfService(turn: Turn): boolean {
  const side = plainAspect(turn.input.understanding.aspects);
  const isSide =
    side !== undefined && ofService.includes(side.aspect) && side.confidence >= thresholdsIn(turn).ownAspect;
  return isSide || asksWho.test(plainWords(textOf(turn.input.inbound)));
}

const conditional = new RegExp(`^\\s*si\\s+(?!${thereIs})[^,;]*\\S\\s+\\S[^,;]*,\\s*\\S`, 'iu');

/** Whether a text is a condition, with what follows from it: "si plou, …". */
export function isConditional(text: string): boolean {
  return conditional.test(text);
}

/** What questions do, also those that turn back to what was spoken of before. */
const asking: readonly Act[] = ['ask', 'follow', 'back', 'outside'];

/** Whether a message surely asks, by what it does and by its kind, though no question mark says so: "and the grant, do I apply". */
export function asksPlainly(turn: Turn): boolean {
  const { kind, shape } = turn.input.understanding;
  const { statedKind } = thresholdsIn(turn);
  if (kind.kind !== 'question' || kind.confidence < statedKind || shape.places) return false;
  return asking.reduce((sum, act) => sum + actIn(turn, act), 0) >= statedKind;
}

/** Acts of who has not understood the question: "no ho entenc" is no "no". */
const again: readonly Act[] = ['simpler', 'repeat'];

/** Whether a message surely wants the question put otherwise, or again. */
export function asksAgain(turn: Turn): boolean {
  return again.some((act) => actIn(turn, act) >= thresholdsIn(turn).statedKind);
}

/** Whether a message says yes or no and goes on to tell more of the same: "yes, somebody could fall". */
export function goesOnStating(turn: Turn): boolean {
  const { yes, no } = turn.input.knowledge.flows.words;
  const text = textOf(turn.input.inbound);
  const [, head, bare, rest] = answered.exec(text) ?? [];
  if (rest === undefined || !isOneOf(head ?? bare ?? '', [...yes, ...no])) return false;
  const { shape } = turn.input.understanding;
  const isStated = !shape.asks && !shape.wonders && !asksSomewhere(rest);
  return isStated && !namesPerson(turn) && !isOfAnother(turn);
}

/** Whether a message names the wish for a person, rather than somebody. */
export function namesPerson(turn: Turn): boolean {
  const named = turn.input.understanding.topics.find(
    ({ entry }) => turn.input.knowledge.entry(entry)?.kind === 'command',
  );
  return Math.max(actIn(turn, 'person'), named?.confidence ?? 0) >= thresholdsIn(turn).talk;
}
