import { mostBeside, type QuestionDecision } from '../../dialogue/decide.ts';
import type { Detail } from '../../dialogue/details.ts';
import { withFocus } from '../../dialogue/entriesInFocus.ts';
import { readOfPart } from '../../dialogue/subjects.ts';
import type { DialogueState } from '../../model/conversation.ts';
import { type Aspect, confidenceIn, type Part, type Ranked } from '../../model/understanding.ts';
import { plainWords } from '../../util/plainWords.ts';
import { detailsHere, hasText, isSaidBy } from '../detailHere.ts';
import { isGeneral, limitsOf, plainAspect, thresholdsIn } from '../evidence.ts';
import { movesHere } from '../movesHere.ts';
import { decideOn, serviceNamed, serviceNearly } from '../offerable.ts';
import { answerDetail, offerBeside } from '../replies/answerEntry.ts';
import { isPublic } from '../replies/private.ts';
import { isSpokenOf, type PartContext, subjectsOfPart } from '../subjectsHere.ts';
import type { Turn } from '../turnDraft.ts';

/** Most questions of one message that are answered. */
const mostAnswers = 2;

/**
 * Answers each of several questions in one message. False: they are not clear enough on their own, or, beside services that are said not
 * to be meant (`rejected`), there is only one.
 */
export function answerBoth(turn: Turn, rejected: readonly string[] = []): boolean {
  const { questions, topics } = turn.input.understanding;
  if (questions.length < 2 || isPublic(turn)) return false;
  const decision = decideOn(turn, topics);
  if (serviceNamed(turn, { topics }) !== null && isLedUpTo(turn, questions)) return false;
  let last = spokenOfIn(turn, rejected);
  const isBack = last !== undefined && last !== turn.state.dialogue.focus[0]?.entry && rejected.length === 0;
  const found: Asked[] = [];
  const texts = textsOf(turn);
  for (const [index, part] of questions.entries()) {
    if (found.length === mostAnswers) break;
    const before = found.at(-1);
    const meant = resolvePart(turn, part, {
      spokenOf: last,
      isBack,
      isFirst: index === 0,
      text: texts?.[index],
      before,
    });
    if (meant === null || rejected.includes(meant.entry)) continue;
    if (before !== undefined && isLeadTo(turn, { before, wants: questions[index - 1]?.wants }, meant)) found.pop();
    if (!found.some((each) => answers(turn, each, meant))) found.push(meant);
    last = meant.entry;
  }
  const [first] = found;
  if (first === undefined || (rejected.length > 0 && found.length < mostAnswers)) return false;
  // Where all come to one service, the whole message may tell better which one that is.
  const isOne =
    found.every(({ entry }) => entry === first.entry) && found.some(({ detail }) => detail.kind === 'whole');
  if (isOne && decision.kind === 'answer' && (topics[0]?.confidence ?? 0) > likeliest(questions, first.entry))
    return false;
  for (const { entry, detail } of found) answerDetail(turn, entry, detail);
  const readings = readingsOf(decision);
  const others = readings.filter((id) => !found.some(({ entry }) => entry === id) && !rejected.includes(id));
  // What is only near says nothing where the likeliest of it was answered.
  if (decision.kind !== 'none' || others[0] === readings[0]) offerBeside(turn, others.slice(0, mostBeside));
  return true;
}

/** Whether the wish that precedes a question only says of which service it asks: "I want to enrol my son. Which papers do I need?" */
function isLeadTo(
  turn: Turn,
  { before, wants }: { readonly before: Asked; readonly wants: true | undefined },
  { entry: id, detail }: Asked,
): boolean {
  const entry = turn.input.knowledge.entry(id);
  const isSame = before.entry === id && before.detail.kind === 'whole' && detail.kind !== 'whole';
  return wants === true && isSame && entry !== undefined && hasText(entry, detail);
}

/** The service that a message with several questions goes on about, as a whole; else the one spoken of last. */
function spokenOfIn(turn: Turn, rejected: readonly string[]): string | undefined {
  const [subject] = turn.subjects ?? [];
  const isGoneOnWith =
    subject !== undefined &&
    isSpokenOf(turn, subject.entry) &&
    !rejected.includes(subject.entry) &&
    subject.confidence >= thresholdsIn(turn).subject;
  if (isGoneOnWith) return subject.entry;
  return turn.state.dialogue.focus.find((each) => !rejected.includes(each.entry))?.entry;
}

/**
 * Whether all but the last part only lead up to that, which asks and names no service of its own: "I was fined but I had a ticket. Do I
 * have to pay" is one question.
 */
function isLedUpTo(turn: Turn, questions: readonly Part[]): boolean {
  const asking = questions.filter(({ asks }) => asks === true);
  const last = questions.at(-1);
  if (asking.length !== 1 || last === undefined || asking[0] !== last || serviceNamed(turn, last) !== null)
    return false;
  // "For the driveway what do I bring" asks, too, though not by its form.
  const { plainSide } = thresholdsIn(turn);
  return questions.every((each) => each === last || (plainAspect(each.aspects)?.confidence ?? 0) < plainSide);
}

/** What a message as a whole may be about. */
function readingsOf(decision: QuestionDecision): readonly string[] {
  if (decision.kind === 'answer') return [decision.entry, ...decision.beside];
  return decision.kind === 'clarify' ? decision.entries : decision.near;
}

/** How likely an entry is in the part of a message that names it most clearly. */
function likeliest(questions: readonly Part[], wanted: string): number {
  return Math.max(
    0,
    ...questions.flatMap(({ topics }) => topics.find(({ entry }) => entry === wanted)?.confidence ?? []),
  );
}

/** A service that a part of a message asks for, and what of it. */
interface Asked {
  readonly entry: string;
  readonly detail: Exclude<Detail, { kind: 'unclear' }>;
}

/** The words of each part of a message; null: they cannot be told apart. */
function textsOf({ text, input: { knowledge, understanding } }: Turn): readonly string[] | null {
  const texts = knowledge.questionsIn?.(text) ?? [];
  return texts.length === understanding.questions.length ? texts : null;
}

/** Which service was spoken of before a part, whether that is the first, and its words. */
interface PartPlace {
  readonly spokenOf: string | undefined;
  /** Whether the message goes back to a service. */
  readonly isBack: boolean;
  readonly isFirst: boolean;
  readonly text: string | undefined;
  /** What the part before it asks for. */
  readonly before: Asked | undefined;
}

/** Sides that the whole answer of a service tells first of all. */
const wholeSides: readonly Aspect[] = ['what', 'how'];

/** Whether the answer to one question is the answer to another, too. */
function answers(turn: Turn, one: Asked, other: Asked): boolean {
  if (one.entry !== other.entry) return false;
  const entry = turn.input.knowledge.entry(one.entry);
  if (entry !== undefined && isSaidBy(turn, entry, one.detail, other.detail)) return true;
  const { detail } = other;
  if (one.detail.kind === 'whole')
    return detail.kind === 'whole' || (detail.kind === 'aspect' && wholeSides.includes(detail.aspect));
  return JSON.stringify(one.detail) === JSON.stringify(detail);
}

/** The conversation as a part of a message finds it: who goes back to a service asks all on about that one. */
function dialogueBefore(spoken: DialogueState, { spokenOf, isBack }: Pick<PartPlace, 'spokenOf' | 'isBack'>) {
  if (spokenOf === undefined) return spoken;
  const dialogue = withFocus(spoken, { entry: spokenOf, aspect: null });
  return isBack ? { ...dialogue, focus: dialogue.focus.slice(0, 1) } : dialogue;
}

/** What a part of a message asks for: a topic that it names, or a detail of the one spoken of. Null: neither is clear. */
function resolvePart(turn: Turn, part: Part, { spokenOf, isBack, isFirst, text, before }: PartPlace): Asked | null {
  const read = readOfPart(turn.input.understanding, part, { isFirst });
  const dialogue = dialogueBefore(turn.state.dialogue, { spokenOf, isBack });
  const context: PartContext = { read, dialogue, moves: movesHere(turn, { read, dialogue }), text };
  const asked = serviceIn(turn, context, spokenOf);
  const entry = asked === null ? undefined : turn.input.knowledge.entry(asked.entry);
  if (asked === null || entry === undefined) return null;
  // "What hours has the library? And the pool?": a few words that name no side of their own ask the same.
  const isSame = asked.aspect === null && text !== undefined && wordsIn(text) <= askingSame;
  if (isSame && before?.detail.kind === 'aspect' && hasText(entry, before.detail) && before.entry !== entry.id)
    return { entry: entry.id, detail: before.detail };
  const [learnt] = detailsHere(turn, entry, context) ?? [];
  const named: Detail | null = asked.aspect === null ? null : { kind: 'aspect', aspect: asked.aspect };
  const detail = learnt?.detail ?? named ?? whole;
  if (detail.kind !== 'unclear' && hasText(entry, detail)) return { entry: entry.id, detail };
  // Of a side that is plainly asked for and has no text, it is said that it is not known; else the whole answer tells most.
  const side = plainAspect(read.aspects);
  const isUntold =
    side !== undefined &&
    side.confidence >= thresholdsIn(turn).ownAspect &&
    !hasText(entry, { kind: 'aspect', aspect: side.aspect });
  return { entry: entry.id, detail: isUntold ? { kind: 'aspect', aspect: side.aspect } : whole };
}

const whole = { kind: 'whole' } as const;

/** Most words of a part that asks the same of another service. */
const askingSame = 4;

const wordsIn = (text: string) => plainWords(text).split(' ').length;

/** The service that a part asks for, and the side of it that the part names; null: none is plain. */
function serviceIn(
  turn: Turn,
  context: PartContext,
  spokenOf: string | undefined,
): { readonly entry: string; readonly aspect: Aspect | null } | null {
  const { topics, aspects } = context.read;
  const named = serviceNamed(turn, context.read) ?? serviceNearly(turn, context.read);
  const best = plainAspect(aspects);
  const aspect = best !== undefined && best.confidence >= thresholdsIn(turn).aspect ? best.aspect : null;
  const [subject] = subjectsOfPart(turn, context) ?? [];
  const isSurelyNamed = named !== null && (topics[0]?.confidence ?? 0) >= thresholdsIn(turn).ownTopic;
  if (
    subject !== undefined &&
    !isSurelyNamed &&
    subject.confidence >= thresholdsIn(turn).likelySubject &&
    isKnown(turn, context, subject)
  ) {
    const isNamed = confidenceIn(topics, subject.entry) >= limitsOf(turn).clarify;
    const isOffice = aspect !== null && spokenOf !== undefined && isGeneral(turn, subject.entry, aspect);
    if (!isOffice && (aspect !== null || isNamed)) return { entry: subject.entry, aspect };
  }
  // "What time do you open" after a service asks for that one's hours, not for those of the office.
  if (named !== null && aspect !== null && spokenOf !== undefined && isGeneral(turn, named, aspect))
    return { entry: spokenOf, aspect };
  if (named !== null && (aspect === null || (topics[0]?.confidence ?? 0) >= thresholdsIn(turn).partTopic))
    return { entry: named, aspect };
  if (aspect !== null && spokenOf !== undefined) return { entry: spokenOf, aspect };
  return named === null ? null : { entry: named, aspect };
}

/**
 * Whether a part may be about a service: that was spoken of, or the part names it, or so does the message as a whole. What a few words
 * resemble that name nothing ("do I have to pay") is about what stands before them.
 */
function isKnown(turn: Turn, { read, dialogue }: PartContext, { entry }: Ranked): boolean {
  if (dialogue.focus.some((each) => each.entry === entry) || serviceNamed(turn, read) === entry) return true;
  return confidenceIn(turn.input.understanding.topics, entry) >= limitsOf(turn).near;
}
