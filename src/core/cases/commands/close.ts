import type { CaseCloseReason, CaseState } from '../../model/case.ts';
import type { PhraseKey } from '../../model/phrase.ts';
import { termsOf } from '../deadlines.ts';
import { change, type Deed, happened, misstep, needOpen, type StaffWork, tell } from './draft.ts';
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
export const close: Deed<'close'> = (work, { reason }) => {
  needOpen(work);
  needFreeOrLead(work);
  endCase(work, reason);
  happened(work, { type: 'case.closed', reason });
  const phrase = phrases[reason];
  if (phrase !== null) tell(work, phrase, {});
  handBackToBot(work, reason === 'spam' ? null : 'botServes');
  if (phrase !== null && work.matter.surface === 'private') askToRate(work);
};

/** What every end of a case has in common. */
export function endCase(work: StaffWork, reason: CaseCloseReason): void {
  const { by, input } = work;
  meet(work, 'first');
  meet(work, 'resolution');
  change(work, {
    status: 'closed',
    snoozedUntil: null,
    rungs: [],
    closed: { at: input.now, by, reason },
  });
}

const ratings = ['1', '2', '3', '4', '5'] as const;

function askToRate(work: StaffWork): void {
  const { input, locale, matter } = work;
  const choices = ratings.map((rating) => ({
    label: input.translate(`choice.rate.${rating}`, locale, {}),
    value: `rate:${matter.code}:${rating}`,
  }));
  work.state = { ...work.state, askedToRate: matter.code, offered: choices.map(({ value }) => value) };
  work.outbound.push({ text: input.translate('rate', locale, { code: matter.code }), choices, files: [], locale });
}

export const handBack: Deed<'hand-back'> = (work) => {
  needFreeOrLead(work);
  const { takeover } = work.state;
  if (takeover === null) throw misstep('The assistant serves this person already.');
  if (takeover.case !== work.matter.code) throw misstep('The person is served in another case. Hand that one back.');
  handBackToBot(work, 'staffHandsBack');
  happened(work, { type: 'case.handed-back' });
};

/** Opens a case again, with new deadlines. */
export const reopen: Deed<'reopen'> = (work) => {
  const { matter, by } = work;
  if (matter.status !== 'closed') throw misstep('The case is open already.');
  change(work, {
    ...newTerms(work),
    ...{ status: 'open', closed: null, mergedInto: null, reopened: matter.reopened + 1 },
    ...{ assignee: by, climbedTo: null },
  });
  if (work.state.askedToRate === matter.code) work.state = { ...work.state, askedToRate: null };
  happened(work, { type: 'case.reopened' });
  tell(work, 'caseReopened', {});
};

/** As the protocol in force gives them now; where the account is not known, what there was. */
function newTerms({ input, matter }: StaffWork): Partial<CaseState> {
  const { account, knowledge, now } = input;
  if (account === null) return {};
  const decision = knowledge.protocol.decide({
    ...{ kind: matter.kind, traits: [], surface: matter.surface, department: matter.department, at: now },
    account: { id: account.id, department: account.department, hours: account.hours },
  });
  return termsOf(decision, now, true);
}
