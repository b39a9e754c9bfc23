import { isReasonLongEnough, minReasonLength } from '../../model/case.ts';
import { notify } from '../caseDraft.ts';
import { type CommandHandler, change, happened, misstep } from './commandDraft.ts';

/** Milliseconds for which opened cases can be read: enough for one sitting. */
const glassWindowMs = 4 * 60 * 60_000;

/**
 * Opens cases that the agent may not normally see. Everybody who can see one of them sees that it was opened, and
 * supervisors are notified.
 */
export const breakGlass: CommandHandler<'break-glass'> = (work, { reason, cases }) => {
  const { by, caseState, input } = work;
  if (by === null) throw new Error('the service never breaks glass');
  if (!isReasonLongEnough(reason)) {
    throw misstep(
      `Say in at least ${minReasonLength} characters why you need to read it: supervisors and auditors see it.`,
    );
  }
  const until = input.now + glassWindowMs;
  const others = (caseState.glass ?? []).filter((each) => each.by !== by && each.until > input.now);
  change(work, { glass: [...others, { by, until }] });
  happened(work, { type: 'case.glass-broken', cases, until });
  notify(work, work.caseState, { reason: 'glass-broken', agents: [], roles: ['supervisor'] });
};
