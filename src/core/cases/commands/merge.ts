import { type CaseState, casePriorities } from '../../model/case.ts';
import { withCase } from '../../model/conversation.ts';
import { CodedError } from '../../model/errors.ts';
import { endCase } from './close.ts';
import { type CommandDraft, type CommandHandler, happened, misstep, needOpen, sayToCitizen } from './commandDraft.ts';
import { handBackToBot, needFreeOrLead } from './takeover.ts';

/** Closes a case that duplicates another one of the same person; the other one goes on. */
export const merge: CommandHandler<'merge'> = (work, { into }) => {
  needOpen(work);
  needFreeOrLead(work);
  const own = work.state.cases.find(({ code }) => code === into);
  const { other } = work.input;
  const target = own ?? other?.case ?? null;
  if (target === null)
    throw new CodedError('case.unknown', 'There is no case with this code. Look up the code in the inbox.');
  if (into === work.caseState.code) throw misstep('This is the same case. Choose another one.');
  // Merged cases are read and answered together, so they must be of one person.
  if (own === undefined && other?.isSamePerson !== true) {
    throw new CodedError(
      'case.other-person',
      'That case is not known to be of the same person. Answer each of them, and close this case as a duplicate if it is one.',
    );
  }
  if (target.status === 'closed') throw new CodedError('case.closed', 'That case is closed. Reopen it first.');
  // Two people who merge two cases into each other at the same time would otherwise close both: across conversations no
  // lock prevents it.
  if (own === undefined && !isOlder(target, work.caseState)) {
    throw misstep('That case is newer. Merge it into this one instead.');
  }
  endCase(work, 'duplicate');
  work.caseState = { ...work.caseState, mergedInto: into };
  work.state = withCase(work.state, work.caseState);
  if (own !== undefined) goOnIn(work, own);
  happened(work, { type: 'case.merged', into });
  happened(work, { type: 'case.closed', reason: 'duplicate' });
  sayToCitizen(work, 'caseMerged', { into });
  handBackToBot(work, 'botResumes');
};

/**
 * The target case, in the same conversation, inherits the urgency, the assignee, the takeover, and the time of the
 * citizen's last message.
 */
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
