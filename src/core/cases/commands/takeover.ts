import { CodedError } from '../../model/errors.ts';
import { leads } from '../policy.ts';
import { type CommandDraft, change, departmentName, happened, say } from './draft.ts';

/** Lets the one who acts serve the conversation, and tells the citizen that a person does; nothing if they do already. */
export function takeOver(work: CommandDraft): void {
  const { state, caseState, by, input } = work;
  if (by === null) throw new Error('the service does not serve by itself');
  needFree(work);
  if (state.takeover?.by === by && state.takeover.case === caseState.code) return;
  const isNew = state.takeover === null;
  work.state = { ...state, takeover: { by, since: input.now, case: caseState.code } };
  change(work, { assignee: by });
  unsnooze(work);
  happened(work, { type: 'case.taken' });
  if (isNew) say(work, 'staffTakesOver', { department: departmentName(work) });
}

/** Refuses when a colleague serves: of two people who answer at once, one must not. */
export function needFree({ state, by }: CommandDraft): void {
  if (state.takeover !== null && state.takeover.by !== by) {
    throw new CodedError('case.taken', 'A colleague serves this person now. Write an internal note, or wait.');
  }
}

/** The same, but whoever leads may step in. */
export function needFreeOrLead(work: CommandDraft): void {
  if (!leads(work.input.agent)) needFree(work);
}

/** The bot serves again; the citizen is told so. Nothing if it does already, or if another case is served. */
export function handBackToBot(
  work: CommandDraft,
  phrase: 'botResumes' | 'staffPasses' | 'staffHandsBack' | null,
): void {
  if (work.state.takeover?.case !== work.caseState.code) return;
  work.state = { ...work.state, takeover: null };
  if (phrase !== null) say(work, phrase, { department: departmentName(work) });
}

/** A case that was put off is at hand again. */
export function unsnooze(work: CommandDraft): void {
  if (work.caseState.status !== 'snoozed') return;
  change(work, { status: 'open', snoozedUntil: null });
  happened(work, { type: 'case.unsnoozed' });
}

/** A deadline was kept, or at last met: nobody is told of it any more. */
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
  happened(work, { type: 'case.met', deadline });
}
