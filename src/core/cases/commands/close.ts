import type { CaseCloseReason, CaseState } from '../../model/case.ts';
import type { PhraseKey } from '../../model/phrase.ts';
import { deadlinesOf } from '../deadlines.ts';
import { type CommandDraft, type CommandHandler, change, happened, misstep, needOpen, say } from './draft.ts';
import { handBackToBot, meet, needFreeOrLead } from './takeover.ts';

/** What the citizen is told; spam gets no answer. */
const phrases: Readonly<Record<CaseCloseReason, PhraseKey | null>> = {
  resolved: 'caseClosed.resolved',
  'no-answer': 'caseClosed.no-answer',
  duplicate: 'caseClosed.duplicate',
  'not-ours': 'caseClosed.not-ours',
  spam: null,
};

/** Ends a case: its deadlines are met, the bot serves again, and the citizen is asked how it went. */
export const close: CommandHandler<'close'> = (work, { reason }) => {
  needOpen(work);
  needFreeOrLead(work);
  endCase(work, reason);
  happened(work, { type: 'case.closed', reason });
  const phrase = phrases[reason];
  if (phrase !== null) say(work, phrase, {});
  handBackToBot(work, reason === 'spam' ? null : 'botResumes');
  if (phrase !== null && work.caseState.surface === 'private') askToRate(work);
};

/** What every end of a case has in common. */
export function endCase(work: CommandDraft, reason: CaseCloseReason): void {
  const { by, input } = work;
  meet(work, 'first');
  meet(work, 'resolution');
  change(work, {
    status: 'closed',
    snoozedUntil: null,
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
  if (takeover === null) throw misstep('The assistant serves this person already.');
  if (takeover.case !== work.caseState.code) throw misstep('The person is served in another case. Hand that one back.');
  handBackToBot(work, 'staffHandsBack');
  happened(work, { type: 'case.handed-back' });
};

/** Opens a case again, with new deadlines. */
export const reopen: CommandHandler<'reopen'> = (work) => {
  const { caseState, by } = work;
  if (caseState.status !== 'closed') throw misstep('The case is open already.');
  change(work, {
    ...newDeadlines(work),
    ...{ status: 'open', closed: null, mergedInto: null, reopened: caseState.reopened + 1 },
    ...{ assignee: by, escalatedTo: null },
  });
  if (work.state.askedToRate === caseState.code) work.state = { ...work.state, askedToRate: null };
  happened(work, { type: 'case.reopened' });
  say(work, 'caseReopened', {});
};

/** As the protocol in force gives them now; where the account is not known, what there was. */
function newDeadlines({ input, caseState }: CommandDraft): Partial<CaseState> {
  const { account, knowledge, now } = input;
  if (account === null) return {};
  const decision = knowledge.protocol.decide({
    ...{ kind: caseState.kind, traits: [], surface: caseState.surface, department: caseState.department, at: now },
    account: { id: account.id, department: account.department, hours: account.hours },
  });
  return deadlinesOf(decision, now, true);
}
