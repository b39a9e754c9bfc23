import { meaningOf } from '../../dialogue/choice.ts';
import type { Detail, PartDetail } from '../../dialogue/details.ts';
import { isWholeGiven, withFocus } from '../../dialogue/entriesInFocus.ts';
import { asksOfDoing } from '../../flows/dayAsked.ts';
import type { CaseState } from '../../model/case.ts';
import type { Focus } from '../../model/conversation.ts';
import { isParsedCommand } from '../../model/parsedCommand.ts';
import type { Aspect } from '../../model/understanding.ts';
import type { AspectAnswer, Entry } from '../../ports/knowledge.ts';
import { withSource } from '../../render/withSource.ts';
import { openingOf } from '../../util/firstSentences.ts';
import { isGeneral, plainAspect } from '../evidence.ts';
import { surveysBelow } from '../flows/survey.ts';
import { openCaseIn } from '../openCase.ts';
import { markAnswer } from '../rateableAnswers.ts';
import { performCommand } from '../steps/runCommand.ts';
import { remember, type Turn, wantFlow } from '../turnDraft.ts';
import { openingThen } from './openingThen.ts';
import { contactOf, detailsText, namesContact, passageText, unknownText, writtenOf } from './partTexts.ts';
import { isPublic, showWayToPrivate } from './private.ts';
import { sayStatusOf } from './receipt.ts';
import { covers, isOfferable, ownFirst, pointElsewhere } from './replyTopics.ts';
import { appendText, offerQuickExit, prependText, say, sayText } from './say.ts';
import { leaveUnanswered, leaveWithReport } from './unanswered.ts';

/** The small talk that follows an answer, after which people may be asked about it. */
const thanks = 'smalltalk.thanks';

/** Replies with an entry: an answer with its source, small talk, or the command that it represents. */
export function answerEntry(turn: Turn, id: string): void {
  const { knowledge } = turn.input;
  const entry = knowledge.entry(id);
  if (entry?.kind === 'command') {
    const command = id.slice(id.indexOf('.') + 1);
    return isParsedCommand(command) ? performCommand(turn, command) : leaveUnanswered(turn, 'unknown');
  }
  if (entry?.kind === 'flow') {
    const flow = knowledge.flows.all.find((each) => `flow.${each.id}` === id);
    return flow === undefined || isPublic(turn) ? leaveUnanswered(turn, 'unknown') : wantFlow(turn, flow, null);
  }
  if (!mayAnswer(turn, entry)) return;
  turn.events.push({ type: 'question.answered', entry: id, knowledge: knowledge.version, locale: turn.locale });
  turn.state = { ...turn.state, unansweredInARow: 0 };
  if (entry.kind === 'faq')
    turn.state = {
      ...turn.state,
      dialogue: withFocus(turn.state.dialogue, { entry: id, aspect: null, isWholeGiven: true }),
    };
  remember(turn, entry.kind === 'faq' ? { did: 'answered', others: [] } : { did: 'chatted' });
  if (isPublic(turn)) answerInPublic(turn, entry, entry);
  else {
    const offered = [
      ...flowOf(turn, entry),
      ...surveysBelow(turn, id),
      ...entry.followUps.map((followUp) => `entry:${followUp}`),
    ];
    sayText(turn, withSource(entry.answer[turn.locale].trim(), entry, turn.locale, turn.input.translate), offered);
    if (entry.kind === 'faq') markAnswer(turn, id);
    else if (id === thanks) askUseful(turn);
    if (entry.general.includes('hours')) sayOpening(turn, entry);
  }
  if (entry.quickExit) offerQuickExit(turn);
}

/**
 * Replies with one side of a service. Where the council has no fact for it, it says so and where to ask about that
 * service.
 */
export function answerAspect(turn: Turn, id: string, aspect: Aspect, beside: PartDetail | null = null): void {
  const entry = turn.input.knowledge.entry(id);
  const answer = entry?.aspects[aspect];
  if (!mayAnswer(turn, entry)) return;
  if (answer === undefined) {
    const reported = reportedIn(turn, id, aspect);
    if (reported !== undefined) return sayStatusOf(turn, reported);
    return sayUnknown(turn, entry, isSurely(turn, aspect) ? aspect : null, beside);
  }
  recordPart(turn, entry, { kind: 'aspect', aspect }, beside);
  answerPart(turn, entry, answer, writtenOf(entry, beside));
  if (aspect === 'hours') sayOpening(turn, entry);
}

/** Says whether it is open on the day that a message names: first, but below a service's own words where it asks for something else. */
function sayOpening(turn: Turn, entry: Entry): void {
  const opening = openingThen(turn, entry);
  const isLast = asksOfDoing(turn.text) && !entry.general.includes('hours');
  if (opening !== null) (isLast ? appendText : prependText)(turn, opening);
}

/** Whether a message plainly asks for an aspect. A mere guess is not named, because the person may have asked something else. */
function isSurely({ input }: Turn, aspect: Aspect): boolean {
  const read = input.understanding.aspects.find((each) => each.aspect === aspect);
  return read === undefined || read.confidence >= input.knowledge.thresholds.plainSide;
}

/** Sides that ask, of a matter that was reported, when something will be done about it. */
const whenSides: readonly Aspect[] = ['deadline', 'duration'];

/** The open case about a service of which somebody asks when: no text knows that, but the case has its deadline. */
function reportedIn(turn: Turn, id: string, aspect: Aspect): CaseState | undefined {
  const own = openCaseIn(turn);
  return whenSides.includes(aspect) && own?.about === id && !isPublic(turn) ? own : undefined;
}

/** Replies with a special case of a service. */
export function answerException(turn: Turn, id: string, exception: string, beside: PartDetail | null = null): void {
  const entry = turn.input.knowledge.entry(id);
  const found = entry?.exceptions.find((each) => each.id === exception);
  if (!mayAnswer(turn, entry)) return;
  if (found === undefined) return sayUnknown(turn, entry, null, beside);
  recordPart(turn, entry, { kind: 'exception', exception }, beside);
  answerPart(turn, entry, found, writtenOf(entry, beside));
  if (entry.general.includes('hours')) sayOpening(turn, entry);
}

/** Replies with what of a service was asked for. `beside`: what else may have been, told below a side or a special case. */
export function answerDetail(
  turn: Turn,
  id: string,
  detail: Exclude<Detail, { kind: 'unclear' }>,
  beside: PartDetail | null = null,
): void {
  if (detail.kind === 'aspect') answerAspect(turn, id, detail.aspect, beside);
  else if (detail.kind === 'exception') answerException(turn, id, detail.exception, beside);
  else answerEntry(turn, id);
}

/** Says before what was given that it may not be what was asked, and below it where to ask, unless it names that: a source is nobody to ask. */
export function sayDoubt(turn: Turn, entry: Entry, given: readonly (Pick<AspectAnswer, 'answer'> | null)[]): void {
  const contact = contactOf(turn, entry);
  const texts = given.map((each) => each?.answer[turn.locale] ?? '').join('\n');
  prependText(turn, turn.input.translate('detailUnknownBefore', turn.locale, {}));
  if (!namesContact(texts, contact) && !isPublic(turn)) appendText(turn, contact);
}

/** Records, for editors, that a question may have no answer in what is written. */
export function recordUnknown(turn: Turn): void {
  turn.events.push({ type: 'question.unanswered', reason: 'no-fact', knowledge: turn.input.knowledge.version });
}

/** Replies with the plainer form of an entry, or its beginning where nobody wrote one. */
export function answerPlainly(turn: Turn, id: string): void {
  const entry = turn.input.knowledge.entry(id);
  if (!mayAnswer(turn, entry)) return;
  recordPart(turn, entry);
  const plain = entry.plain?.[turn.locale].trim() ?? openingOf(entry.answer[turn.locale].trim()).text;
  sayText(turn, plain, [`entry:${id}`, 'command:person']);
  markAnswer(turn, id);
}

/** Replies with what the answer of a service says of a detail. */
export function answerPassage(turn: Turn, entry: Entry, passage: string): void {
  if (!mayAnswer(turn, entry)) return;
  recordPart(turn, entry);
  recordUnknown(turn);
  sayText(turn, passageText(turn, entry, passage), [...flowOf(turn, entry), `entry:${entry.id}`]);
  markAnswer(turn, entry.id);
}

/** Says that what is asked of a service is not known: which side, where that is plain, and nothing that is merely near then. */
export function sayUnclear(turn: Turn, entry: Entry, near: PartDetail | null): void {
  const { knowledge, understanding } = turn.input;
  const best = plainAspect(understanding.aspects);
  const isPlain = best !== undefined && best.confidence >= knowledge.thresholds.plainSide;
  if (!isPlain || entry.aspects[best.aspect] !== undefined) sayUnknown(turn, entry, null, near);
  else sayUnknown(turn, entry, best.aspect);
}

/**
 * Says honestly that there is no fact for what was asked about an entry, and where to ask. What may hold the answer is
 * said: the whole, where it was not given yet, else what it says of a detail that the question names, or the side or
 * special case that is nearest.
 */
export function sayUnknown(turn: Turn, entry: Entry, aspect: Aspect | null, near: PartDetail | null = null): void {
  const { translate, knowledge } = turn.input;
  const { dialogue } = turn.state;
  if (leaveWithReport(turn, entry, contactOf(turn, entry))) return;
  recordUnknown(turn);
  if (!isWholeGiven(dialogue, entry.id) && dialogue.last?.did !== 'left-unanswered' && !isPublic(turn)) {
    answerEntry(turn, entry.id);
    return sayDoubt(turn, entry, [entry]);
  }
  const passage = isPublic(turn) ? null : (knowledge.passage?.(entry, turn.text, turn.locale) ?? null);
  const nearest = passage === null ? writtenOf(entry, near) : null;
  if (near !== null && nearest !== null) {
    recordPart(turn, entry, near);
    answerPart(turn, entry, nearest);
    return sayDoubt(turn, entry, [nearest]);
  }
  turn.state = { ...turn.state, dialogue: withFocus(dialogue, { entry: entry.id, aspect: null }) };
  remember(turn, { did: 'left-unanswered' });
  if (passage !== null)
    return sayText(turn, passageText(turn, entry, passage), [`entry:${entry.id}`, 'command:person']);
  const cases = isPublic(turn) ? [] : likelyCases(turn, entry);
  const text = unknownText(turn, entry, aspect);
  const lead = cases.length === 0 ? '' : `\n\n${translate('perhapsCases', turn.locale, {})}`;
  sayText(turn, `${text}${lead}`, [...cases, ...generalOf(turn, entry), `entry:${entry.id}`, 'command:person']);
}

/** The general answer to the side that is asked about, as a choice, where nothing is written of it for this service: appointments. */
function generalOf(turn: Turn, { id }: Entry): readonly string[] {
  const { understanding, knowledge } = turn.input;
  const side = plainAspect(understanding.aspects);
  if (side === undefined || side.confidence < knowledge.thresholds.ownAspect) return [];
  const others = understanding.topics.filter(({ entry }) => entry !== id && isGeneral(turn, entry, side.aspect));
  return others.map(({ entry }) => `entry:${entry}`);
}

/** Most special cases that are offered where nothing is known of what was asked. */
const mostCases = 3;

/** The special cases of a service that may be meant, as choices: those that the text is like, then as they were written. */
function likelyCases({ input }: Turn, { id, exceptions }: Entry): readonly string[] {
  const like = input.understanding.exceptions.flatMap(({ entry, exception }) => (entry === id ? [exception] : []));
  const known = new Set(exceptions.map((each) => each.id));
  return [...new Set([...like.filter((each) => known.has(each)), ...known])]
    .slice(0, mostCases)
    .map((each) => `exception:${id}/${each}`);
}

/** Adds, below an answer that is less than sure, what else may have been meant. */
export function offerBeside(turn: Turn, ids: readonly string[]): void {
  const offered = ids.filter((id) => isOfferable(turn, id));
  const last = turn.outbound.at(-1);
  if (offered.length === 0 || last === undefined || isPublic(turn)) return;
  remember(turn, { did: 'answered', others: offered });
  turn.outbound.pop();
  // What the answer itself offers to begin stays at hand, as does the way out.
  const offeredAs = (kind: 'exception' | 'start') =>
    last.choices.flatMap(({ value }) => (meaningOf(value)?.kind === kind ? [value] : []));
  // Special cases stay too: the text ends with the words that they stand below, which serve for all that may be meant.
  const cases = offeredAs('exception');
  sayText(turn, last.text, [...cases, ...offered.map((id) => `entry:${id}`), ...offeredAs('start')]);
  if (last.quickExit) offerQuickExit(turn);
  if (cases.length === 0) appendText(turn, turn.input.translate('beside', turn.locale, {}));
  if (last.answers !== undefined) markAnswer(turn, last.answers);
}

/** Turns between an answer and thanks for it, at most. */
const thanksWithin = 2;

/**
 * Asks, where the channel shows no rating beside the answers, whether the last one was useful: only somebody who says
 * thanks for it, and once. A flow has its own question open, and nobody who may be in danger is asked how they liked it.
 */
function askUseful(turn: Turn): void {
  const { account, revision, understanding } = turn.input;
  if (turn.state.flow !== null || understanding.danger.level !== 'none') return;
  const [answer] = turn.state.answers ?? [];
  const { ratings, buttons } = account.capabilities;
  if (answer === undefined || answer.rated !== null || revision - answer.revision > thanksWithin) return;
  if (ratings === true || buttons < 2 || turn.state.takeover !== null) return;
  say(turn, 'askUseful', [`useful:${answer.entry}`, `useless:${answer.entry}`]);
}

/** Offers the entries that the person may have meant. */
export function clarify(turn: Turn, entries: readonly string[]): void {
  turn.events.push({ type: 'question.clarified', entries, knowledge: turn.input.knowledge.version });
  remember(turn, { did: 'clarified', others: entries });
  say(turn, 'clarify', [...ownFirst(turn, entries).map((id) => `entry:${id}`), 'none']);
}

/** Whether this account answers an entry now; otherwise it has said why not. */
function mayAnswer(turn: Turn, entry: Entry | undefined): entry is Entry {
  if (entry === undefined) leaveUnanswered(turn, 'unknown');
  else if (!mayBeGiven(turn, entry)) leaveUnanswered(turn, 'out-of-date');
  else return covers(turn.input.account, entry) || !pointElsewhere(turn, entry);
  return false;
}

/** The number of emergencies, which many texts name beside their own. */
const emergencies = '112';

/**
 * Whether an entry is for people in distress and names a helpline: once published, that is not withheld, however old. The line
 * below it says when it was checked, and staff are reminded.
 */
function isLifeline({ input: { knowledge } }: Turn, { sensitive, answer, valid }: Entry): boolean {
  const numbers = (knowledge.helpNumbers ?? []).filter((number) => number !== emergencies);
  return sensitive && valid.until !== null && numbers.some((number) => answer.ca.includes(`(tel:${number})`));
}

/**
 * Records what of an entry is given, and what is told beside it. `given` absent: neither a side nor a special case, but its
 * beginning or a passage.
 */
function recordPart(turn: Turn, { id }: Entry, given?: PartDetail, beside: PartDetail | null = null): void {
  const { version } = turn.input.knowledge;
  for (const part of [given, ...(beside === null ? [] : [beside])])
    turn.events.push({
      type: 'question.answered',
      entry: id,
      knowledge: version,
      locale: turn.locale,
      ...(part?.kind === 'aspect' && { aspect: part.aspect }),
      ...(part?.kind === 'exception' && { exception: part.exception }),
    });
  const focus: Focus = {
    entry: id,
    aspect: given === undefined ? null : given.kind === 'aspect' ? given.aspect : 'exceptions',
    ...(given?.kind === 'exception' && { exception: given.exception }),
  };
  turn.state = {
    ...turn.state,
    unansweredInARow: 0,
    dialogue: { ...withFocus(turn.state.dialogue, focus), last: { did: 'answered', others: [] } },
  };
}

/** The button of the flow that an entry offers, unless it begins now or gives this answer. */
function flowOf({ wanted, definition }: Turn, { flow }: Entry): readonly string[] {
  return flow === null || flow === wanted?.definition.id || flow === definition?.id ? [] : [`start:${flow}`];
}

/** Says a part of an entry, and perhaps another below it, with the way to the whole. */
function answerPart(turn: Turn, entry: Entry, part: AspectAnswer, beside: AspectAnswer | null = null): void {
  if (isPublic(turn)) answerInPublic(turn, entry, part);
  else {
    sayText(turn, detailsText(turn, part, beside), [...flowOf(turn, entry), `entry:${entry.id}`]);
    markAnswer(turn, entry.id);
  }
  if (entry.quickExit) offerQuickExit(turn);
}

/**
 * In public the reply is the beginning of the answer and its source, in one message, with the way to continue in
 * private. Answers about one's own case also continue in private. Small talk is short and is given as it is.
 */
function answerInPublic(turn: Turn, entry: Entry, part: AspectAnswer): void {
  const answer = part.answer[turn.locale].trim();
  if (entry.kind !== 'faq') return sayText(turn, answer, []);
  const { text, isWhole } = openingOf(answer);
  const said = withSource(text, part, turn.locale, turn.input.translate);
  if (isWhole && !entry.personal) return sayText(turn, said, []);
  const { translate } = turn.input;
  const [reason, phrase] = entry.personal
    ? (['personal-topic', 'personalTopic'] as const)
    : (['read-on', 'readOn'] as const);
  showWayToPrivate(turn, reason, `${said}\n\n${translate(phrase, turn.locale, {})}`);
}

/** Whether an entry may be given on the day that it is in the town: its answer is valid, or names a helpline. */
export function mayBeGiven(turn: Turn, entry: Entry): boolean {
  const today = turn.input.knowledge.protocol.date(turn.input.now);
  const { from, until } = entry.valid;
  return ((from === null || from <= today) && (until === null || today <= until)) || isLifeline(turn, entry);
}
