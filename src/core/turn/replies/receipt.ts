import { promised } from '../../cases/deadlines.ts';
import { isWaiting } from '../../cases/waiting.ts';
import { hoursText, lineText, type WaitContext } from '../../cases/waitLines.ts';
import type { CaseDeadline, CaseState } from '../../model/case.ts';
import type { Decision } from '../../model/protocol.ts';
import type { Turn } from '../turnDraft.ts';
import { isPublic } from './private.ts';
import { sayText } from './say.ts';

/** The protocol's reply in the person's language; null when it has no text that works without a case code. */
export function replyOf(turn: Turn, decision: Decision, code: string | null, url: string | null): string | null {
  if (decision.reply === null) return null;
  const values = valuesOf(turn, decision, url);
  return say(turn, decision.reply, code === null ? values : { ...values, code });
}

/**
 * The receipt of a new case: code, department, deadline, what the law makes of no answer, how many go before it, and where
 * to follow it.
 */
export function receiptOf(turn: Turn, decision: Decision, caseState: CaseState, url: string | null): string {
  const { caseLink, translate } = turn.input;
  const { code } = caseState;
  const { locale } = turn;
  const values = { ...valuesOf(turn, decision, url), code };
  const reply = decision.reply === null ? null : say(turn, decision.reply, values);
  const says = (name: keyof typeof values) => {
    const { [name]: _, ...others } = values;
    return reply !== null && say(turn, decision.reply ?? '', others) === null;
  };
  const { department, deadline, opening } = values;
  const pieces = [
    reply,
    says('code') ? null : translate('caseOpened', locale, { department, code }),
    says('code') || deadline === undefined ? null : translate('caseDeadline', locale, { deadline }),
    says('administrativeSilence') || (decision.first ?? decision.resolution) === null
      ? null
      : (values.administrativeSilence ?? null),
    ...(decision.open || says('opening') ? [] : [translate('caseOutsideHours', locale, { opening })]),
    ...(decision.open ? hoursText(contextOf(turn), caseState) : []),
    ...placeInLine(turn, caseState),
    translate('caseFollow', locale, { url: caseLink(code) }),
  ];
  return pieces.filter((part) => part !== null).join('\n\n');
}

/** The status of a known case: its code, who handles it, its deadline, and where to follow it. */
export function statusOf(turn: Turn, caseState: CaseState): string {
  const { translate, caseLink, knowledge } = turn.input;
  const { locale } = turn;
  const department = knowledge.protocol.theDepartment(caseState.department, locale);
  const isClosed = caseState.status === 'closed';
  return [
    translate(isClosed ? 'caseIsClosed' : 'caseOpened', locale, { department, code: caseState.code }),
    ...(isClosed ? [] : deadlinesOf(turn, caseState)),
    ...(caseState.staffAt === null
      ? []
      : [translate('caseLastReply', locale, { date: knowledge.protocol.moment(caseState.staffAt, locale) })]),
    ...(isClosed ? [] : hoursText(contextOf(turn), caseState)),
    ...placeInLine(turn, caseState),
    translate('caseFollow', locale, { url: caseLink(caseState.code) }),
  ].join('\n\n');
}

/** Tells the status of a case that somebody asks about. */
export function sayStatusOf(turn: Turn, caseState: CaseState): void {
  turn.events.push({ type: 'case.asked', case: caseState.code, by: null });
  sayText(turn, statusOf(turn, caseState), [`notify:${caseState.code}`]);
}

/** The receipt of a request that another program filed: nobody can go on writing in its conversation. */
export function filedReceipt(turn: Turn, caseState: CaseState): string {
  const { translate, caseLink, knowledge } = turn.input;
  const { locale } = turn;
  const department = knowledge.protocol.theDepartment(caseState.department, locale);
  return [
    translate('caseOpened', locale, { department, code: caseState.code }),
    ...deadlinesOf(turn, caseState),
    translate('caseFollowOnPage', locale, { url: caseLink(caseState.code) }),
  ].join('\n\n');
}

/**
 * How many cases go before one that waits, where that is known. The turn that wants to know is run again with it, where it
 * can be counted.
 */
function placeInLine(turn: Turn, { code }: CaseState): readonly string[] {
  const { state, input } = turn;
  const caseState = [...state.cases, ...(input.keyedCase ? [input.keyedCase] : [])].find((each) => each.code === code);
  if (caseState === undefined || !isWaiting(caseState)) return [];
  const known = input.ahead?.find((each) => each.case === code);
  if (known === undefined) turn.inLine.push(caseState);
  return lineText(contextOf(turn), known?.ahead ?? null);
}

function contextOf({ input, locale }: Turn): WaitContext {
  const { account, knowledge, translate, now } = input;
  return { account, knowledge, translate, locale, now };
}

/** The deadlines that are not met, for a first reply and for the answer: the same dates as in the receipt. */
function deadlinesOf({ input, locale }: Turn, caseState: CaseState): readonly string[] {
  const { translate, knowledge, now } = input;
  const due = open(promised(caseState));
  const first = caseState.first === promised(caseState) ? null : open(caseState.first);
  const until = ({ dueAt }: CaseDeadline) => knowledge.protocol.until(dueAt, locale, now);
  const say = (key: 'caseFirstDeadline' | 'caseDeadline', deadline: CaseDeadline | null) =>
    deadline === null
      ? []
      : [translate(deadline.dueAt <= now ? 'caseLate' : key, locale, { deadline: until(deadline) })];
  if (first === null || due === null || first.dueAt <= now || due.dueAt <= now)
    return [...say('caseFirstDeadline', first), ...say('caseDeadline', due)];
  return [translate('caseBothDeadlines', locale, { firstDeadline: until(first), deadline: until(due) })];
}

const open = (deadline: CaseDeadline | null) => (deadline?.metAt === null ? deadline : null);

/**
 * The reply when a message was added to a waiting case; people who wait for a person learn their place as well. In public
 * it leaves out the code.
 */
export function sameAgain(turn: Turn, caseState: CaseState): string {
  const { translate, knowledge } = turn.input;
  const { code, kind } = caseState;
  if (isPublic(turn)) return translate('caseAddedPublic', turn.locale, {});
  const department = knowledge.protocol.theDepartment(caseState.department, turn.locale);
  const added = translate('caseAdded', turn.locale, { code, department });
  if (kind !== 'person') return added;
  // People who ask want to know when; people who add something already know.
  const hours = turn.input.understanding.shape.asks ? hoursText(contextOf(turn), caseState) : [];
  return [added, ...hours, ...placeInLine(turn, caseState)].join('\n\n');
}

/** The reply where somebody wants a person for what they have reported: who has it, by when they answer, and when they are there. */
export function personFor(turn: Turn, caseState: CaseState): string {
  const { translate, caseLink, knowledge } = turn.input;
  const { code } = caseState;
  const department = knowledge.protocol.theDepartment(caseState.department, turn.locale);
  return [
    translate('casePerson', turn.locale, { code, department }),
    ...deadlinesOf(turn, caseState),
    ...hoursText(contextOf(turn), caseState),
    translate('caseFollow', turn.locale, { url: caseLink(code) }),
  ].join('\n\n');
}

/** The reply to a question about what was reported that nothing answers: it is in the case now, and where to ask. */
export function questionIn(turn: Turn, { code, department }: CaseState, contact: string): string {
  const { translate, knowledge } = turn.input;
  const values = { code, department: knowledge.protocol.theDepartment(department, turn.locale), contact };
  return translate('caseQuestion', turn.locale, values).trim();
}

/**
 * The reply when a message was added to a waiting case. People who wait for a person want to know how long; in public the
 * code and the deadlines of a case are nobody else's.
 */
export function whereItStands(turn: Turn, caseState: CaseState): string {
  return caseState.kind === 'person' && !isPublic(turn) ? statusOf(turn, caseState) : sameAgain(turn, caseState);
}

function say(turn: Turn, reply: string, values: object): string | null {
  return turn.input.knowledge.protocol.reply(reply, turn.locale, { ...values });
}

/** Values of the `{{names}}` in replies; a missing one is unknown. */
interface ReplyValues {
  readonly date: string;
  readonly department: string;
  readonly opening: string;
  readonly responsible: string;
  readonly administrativeSilence?: string;
  readonly deadline?: string;
  readonly firstDeadline?: string;
  readonly url?: string;
}

function valuesOf(turn: Turn, decision: Decision, url: string | null): ReplyValues {
  const { knowledge, now, translate } = turn.input;
  const { protocol } = knowledge;
  const { locale } = turn;
  const { first } = decision;
  const due = promised(decision);
  const administrativeSilence = protocol.administrativeSilence(decision.administrativeSilence, locale);
  const soon = first === null || first.duration.unit === 'at-once' ? due : first;
  return {
    date: protocol.day(now, locale),
    department: protocol.theDepartment(decision.department, locale),
    opening: protocol.opening(decision.opensAt, now, locale),
    responsible: translate('caseResponsible', locale, {}),
    ...(administrativeSilence === null ? {} : { administrativeSilence }),
    ...(due === null ? {} : { deadline: protocol.until(due.at, locale, now) }),
    ...(soon === null ? {} : { firstDeadline: protocol.until(soon.at, locale, now) }),
    ...(url === null ? {} : { url }),
  };
}
