import { CodedError } from '../../model/errors.ts';
import { leads } from '../policy.ts';
import { hoursText, lineText } from '../waitLines.ts';
import { type CommandDraft, change, departmentName, happened, sayTextToCitizen, sayToCitizen } from './commandDraft.ts';
import { acceptTransfer } from './transfer.ts';

/**
 * Lets the author of the command take the conversation over and notifies the citizen. Does nothing if they already have
 * it.
 */
export function takeOver(work: CommandDraft): void {
  const { caseState, by, input } = work;
  if (by === null) throw new Error('the service never takes a conversation over');
  needFree(work);
  acceptTransfer(work);
  const { state } = work;
  if (state.takeover?.by === by && state.takeover.case === caseState.code) return;
  const isNew = state.takeover === null;
  work.state = { ...state, takeover: { by, since: input.now, case: caseState.code } };
  change(work, { assignee: by });
  unsnooze(work);
  happened(work, { type: 'case.taken' });
  if (isNew) sayToCitizen(work, 'staffTakesOver', { department: departmentName(work) });
}

/** Refuses when a colleague has taken over: two people must not answer at once. */
function needFree({ state, by }: CommandDraft): void {
  if (state.takeover !== null && state.takeover.by !== by) {
    throw new CodedError('case.taken', 'A colleague is answering this person. Write an internal note, or wait.');
  }
}

/** The same, but supervisors and administrators may step in. */
export function needFreeOrLead(work: CommandDraft): void {
  if (!leads(work.input.agent)) needFree(work);
}

/**
 * Hands the conversation back to the bot and notifies the citizen. Does nothing if the bot already has it, or if the
 * takeover belongs to another case.
 */
export function handBackToBot(
  work: CommandDraft,
  phrase: 'botResumes' | 'staffPasses' | 'staffHandsBack' | null,
): void {
  if (work.state.takeover?.case !== work.caseState.code) return;
  work.state = { ...work.state, takeover: null };
  if (phrase === 'staffPasses') return sayPassed(work);
  if (phrase !== null) sayToCitizen(work, phrase, { department: departmentName(work) });
}

/** Tells the citizen who has their case now, how many go before it there, and when somebody is there. */
function sayPassed(work: CommandDraft): void {
  const { input, locale, caseState } = work;
  const { account, knowledge, translate, now, ahead } = input;
  const passed = translate('staffPasses', locale, { code: caseState.code, department: departmentName(work) });
  const context = account && { account, knowledge, translate, locale, now };
  const wait = context === null ? [] : [...lineText(context, ahead ?? null), ...hoursText(context, caseState)];
  sayTextToCitizen(work, [passed, ...wait].join('\n\n'));
}

/** Ends the snooze of a case. */
export function unsnooze(work: CommandDraft): void {
  if (work.caseState.status !== 'snoozed') return;
  change(work, { status: 'open', snoozedUntil: null });
  happened(work, { type: 'case.unsnoozed' });
}

/** Marks a deadline as met and cancels its pending escalations. */
export function meet(work: CommandDraft, deadline: 'first' | 'resolution'): void {
  const { caseState, input } = work;
  const due = caseState[deadline];
  if (due === null || due.metAt !== null) return;
  change(work, {
    [deadline]: { ...due, metAt: input.now },
    escalations: caseState.escalations.filter(
      (escalation) => escalation.of !== deadline && escalation.of !== 'arrival',
    ),
  });
  const minutes = workingMinutes(work, deadline, due.since);
  happened(work, { type: 'case.met', deadline, ...(minutes === null ? {} : { workingMinutes: minutes }) });
}

/** Minutes of attention that a deadline took, by the hours by which it was counted; null: they are not known. */
function workingMinutes(
  { input, caseState }: CommandDraft,
  deadline: 'first' | 'resolution',
  since: number | undefined,
): number | null {
  const { account, knowledge, now } = input;
  if (account === null || since === undefined) return null;
  // The account answers first; the department that is responsible does the work.
  const { department } = deadline === 'first' ? account : caseState;
  const hours = deadline === 'first' ? account.hours : null;
  return Math.round(knowledge.protocol.workingMinutes({ id: account.id, department, hours }, since, now));
}
