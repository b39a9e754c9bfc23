import { type CaseState, casePriorities } from '../../model/case.ts';
import { withCase } from '../../model/conversation.ts';
import { CodedError } from '../../model/errors.ts';
import { endCase } from './close.ts';
import { type CommandDraft, type CommandHandler, happened, misstep, needOpen, say } from './draft.ts';
import { handBackToBot, needFreeOrLead } from './takeover.ts';

/** Closes a case that is the same matter of the same person as another one, which goes on. */
export const merge: CommandHandler<'merge'> = (work, { into }) => {
  needOpen(work);
  needFreeOrLead(work);
  const own = work.state.cases.find(({ code }) => code === into);
  const { other } = work.input;
  const target = own ?? other?.case ?? null;
  if (target === null)
    throw new CodedError('case.unknown', 'There is no case with this code. Look it up in the inbox.');
  if (into === work.caseState.code) throw misstep('This is the same case. Choose another one.');
  // Their texts would be read, and their answers given, together.
  if (own === undefined && other?.isSamePerson !== true) {
    throw new CodedError(
      'case.other-person',
      'That case is of another person, or nobody knows that it is of the same one. Answer each of them, and close this case as a duplicate if it is one.',
    );
  }
  if (target.status === 'closed') throw new CodedError('case.closed', 'That case is closed. Open it again first.');
  // Two people who merge two cases into each other at once would else close both, where nothing holds them together.
  if (own === undefined && !isOlder(target, work.caseState)) {
    throw misstep('That case came later. Merge it into this one, which is older.');
  }
  endCase(work, 'duplicate');
  work.caseState = { ...work.caseState, mergedInto: into };
  work.state = withCase(work.state, work.caseState);
  if (own !== undefined) goOnIn(work, own);
  happened(work, { type: 'case.merged', into });
  happened(work, { type: 'case.closed', reason: 'duplicate' });
  say(work, 'caseMerged', { into });
  handBackToBot(work, 'botResumes');
};

/** The other case of the same conversation takes over what is urgent, who serves, and what the citizen wrote. */
function goOnIn(work: CommandDraft, target: CaseState): void {
  const { caseState, state } = work;
  const priority =
    casePriorities.find((each) => each === target.priority || each === caseState.priority) ?? target.priority;
  work.state = withCase(state, {
    ...target,
    priority,
    citizenAt: Math.max(target.citizenAt, caseState.citizenAt),
    assignee: target.assignee ?? caseState.assignee,
  });
  if (state.takeover?.case === caseState.code) {
    work.state = { ...work.state, takeover: { ...state.takeover, case: target.code } };
  }
}

function isOlder(one: CaseState, other: CaseState): boolean {
  return one.openedAt < other.openedAt || (one.openedAt === other.openedAt && one.code < other.code);
}
