import type { CaseCloseReason, CaseState } from '../../model/case.ts';
import type { PhraseKey } from '../../model/phrase.ts';
import { deadlinesOf } from '../deadlines.ts';
import {
  type CommandDraft,
  type CommandHandler,
  change,
  happened,
  misstep,
  needOpen,
  sayToCitizen,
} from './commandDraft.ts';
import { notifyCitizen } from './reply.ts';
import { handBackToBot, meet, needFreeOrLead } from './takeover.ts';

/** The message to the citizen; spam gets none. */
const phrases: Readonly<Record<CaseCloseReason, PhraseKey | null>> = {
  resolved: 'caseClosed.resolved',
  'no-answer': 'caseClosed.no-answer',
  duplicate: 'caseClosed.duplicate',
  'not-ours': 'caseClosed.not-ours',
  spam: null,
};

/** Closes a case: its deadlines are met, the bot takes the conversation back, and the citizen is asked for a rating. */
export const close: CommandHandler<'close'> = (work, { reason }) => {
  needOpen(work);
  needFreeOrLead(work);
  endCase(work, reason);
  happened(work, { type: 'case.closed', reason });
  const phrase = phrases[reason];
  if (phrase !== null) {
    notifyCitizen(work);
    sayToCitizen(work, phrase, {});
  }
  handBackToBot(work, reason === 'spam' ? null : 'botResumes');
  if (phrase !== null && work.caseState.surface === 'private') askToRate(work);
};

/** What every way of closing a case has in common. */
export function endCase(work: CommandDraft, reason: CaseCloseReason): void {
  const { by, input } = work;
  meet(work, 'first');
  meet(work, 'resolution');
  change(work, {
    status: 'closed',
    snoozedUntil: null,
    transferred: null,
    escalations: [],
    closed: { at: input.now, by, reason },
  });
}

const ratings = ['1', '2', '3', '4', '5'] as const;

function askToRate(work: CommandDraft): void {
  const { input, locale, caseState } = work;
  const choices = ratings.map((rating) => ({
    label: input.translate(`choice.rate.${rating}`, locale, {}),
    value: `rate:${caseState.code}:${rating}`,
  }));
  work.state = { ...work.state, askedToRate: caseState.code, offered: choices.map(({ value }) => value) };
  work.outbound.push({ text: input.translate('rate', locale, { code: caseState.code }), choices, files: [], locale });
}

export const handBack: CommandHandler<'hand-back'> = (work) => {
  needFreeOrLead(work);
  const { takeover } = work.state;
  if (takeover === null) throw misstep('The assistant already answers this person.');
  if (takeover.case !== work.caseState.code)
    throw misstep('This person is being answered in another case. Hand that one back.');
  handBackToBot(work, 'staffHandsBack');
  happened(work, { type: 'case.handed-back' });
};

/** Reopens a case, with new deadlines. */
export const reopen: CommandHandler<'reopen'> = (work) => {
  const { caseState, by } = work;
  if (caseState.status !== 'closed') throw misstep('The case is already open.');
  change(work, {
    ...newDeadlines(work),
    status: 'open',
    closed: null,
    mergedInto: null,
    reopened: caseState.reopened + 1,
    assignee: by,
    escalatedTo: null,
  });
  if (work.state.askedToRate === caseState.code) work.state = { ...work.state, askedToRate: null };
  happened(work, { type: 'case.reopened' });
  sayToCitizen(work, 'caseReopened', {});
};

/** The deadlines that the current protocol gives; where the account is unknown, the previous ones. */
function newDeadlines({ input, caseState }: CommandDraft): Partial<CaseState> {
  const { account, knowledge, now } = input;
  if (account === null) return {};
  const decision = knowledge.protocol.decide({
    kind: caseState.kind,
    traits: [],
    surface: caseState.surface,
    department: caseState.department,
    at: now,
    account: { id: account.id, department: account.department, hours: account.hours },
  });
  return deadlinesOf(decision, { now, isAnswered: true });
}
