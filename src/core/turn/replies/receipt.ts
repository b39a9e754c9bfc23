import { type CaseDeadline, type CaseState, promised } from '../../model/case.ts';
import type { Decision } from '../../model/protocol.ts';
import type { Turn } from '../draft.ts';
import { isPublic } from './private.ts';

/** What the protocol replies, in the person's language; null when it has no words that are good without a code. */
export function replyOf(turn: Turn, decision: Decision, code: string | null, url: string | null): string | null {
  if (decision.reply === null) return null;
  const values = valuesOf(turn, decision, url);
  return say(turn, decision.reply, code === null ? values : { ...values, code });
}

/** What the citizen gets when a case is opened: code, department, deadline, what the law makes of silence, where to follow it. */
export function receiptOf(turn: Turn, decision: Decision, { code }: CaseState, url: string | null): string {
  const { caseLink, translate } = turn.input;
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
    decision.open || says('opening') ? null : translate('caseOutsideHours', locale, { opening }),
    translate('caseFollow', locale, { url: caseLink(code) }),
  ];
  return pieces.filter((part) => part !== null).join('\n\n');
}

/** What is said of a case that is known: its code, who deals with it, until when, and where to follow it. */
export function statusOf(turn: Turn, caseState: CaseState): string {
  const { translate, caseLink, knowledge } = turn.input;
  const { locale } = turn;
  const department = knowledge.protocol.theDepartment(caseState.department, locale);
  const isClosed = caseState.status === 'closed';
  return [
    translate(isClosed ? 'caseIsClosed' : 'caseOpened', locale, { department, code: caseState.code }),
    ...(isClosed ? [] : deadlinesOf(turn, caseState)),
    translate('caseFollow', locale, { url: caseLink(caseState.code) }),
  ].join('\n\n');
}

/** By when somebody writes and by when the answer is there, of those that are still to come: the dates of the receipt. */
function deadlinesOf({ input, locale }: Turn, caseState: CaseState): readonly string[] {
  const { translate, knowledge } = input;
  const due = promised(caseState);
  const first = caseState.first === due ? null : caseState.first;
  const say = (key: 'caseFirstDeadline' | 'caseDeadline', deadline: CaseDeadline | null) =>
    deadline === null || deadline.metAt !== null
      ? []
      : [translate(key, locale, { deadline: knowledge.protocol.until(deadline.dueAt, locale) })];
  return [...say('caseFirstDeadline', first), ...say('caseDeadline', due)];
}

/** What is said when a message was added to a case that waits. Others need not read its code. */
export function sameAgain(turn: Turn, caseState: CaseState): string {
  const { translate, knowledge } = turn.input;
  if (isPublic(turn)) return translate('caseAddedPublic', turn.locale, {});
  const department = knowledge.protocol.theDepartment(caseState.department, turn.locale);
  return translate('caseAdded', turn.locale, { code: caseState.code, department });
}

function say(turn: Turn, reply: string, values: object): string | null {
  return turn.input.knowledge.protocol.reply(reply, turn.locale, { ...values });
}

/** What `{{names}}` in replies stand for; what is missing is not known. */
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
    opening: protocol.soon(decision.opensAt, locale),
    responsible: translate('caseResponsible', locale, {}),
    ...(administrativeSilence === null ? {} : { administrativeSilence }),
    ...(due === null ? {} : { deadline: protocol.until(due.at, locale) }),
    ...(soon === null ? {} : { firstDeadline: protocol.until(soon.at, locale) }),
    ...(url === null ? {} : { url }),
  };
}
