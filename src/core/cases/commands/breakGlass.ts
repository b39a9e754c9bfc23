import { shortestGlassReason } from '../../model/case.ts';
import { notify } from '../draft.ts';
import { type CommandHandler, change, happened, misstep } from './draft.ts';

/** Milliseconds for which what was opened can be read: long enough for one sitting. */
const openFor = 4 * 60 * 60_000;

/**
 * Opens what belongs to cases that the agent may not see. Everybody who sees one of the cases is shown that it happened,
 * and whoever leads is told.
 */
export const breakGlass: CommandHandler<'break-glass'> = (work, { reason, cases }) => {
  const { by, caseState, input } = work;
  if (by === null) throw new Error('the service opens nothing for itself');
  if ([...reason.trim()].length < shortestGlassReason) {
    throw misstep(
      `Say in at least ${shortestGlassReason} letters why you need to read it: supervisors and auditors see it.`,
    );
  }
  const until = input.now + openFor;
  const others = (caseState.glass ?? []).filter((each) => each.by !== by && each.until > input.now);
  change(work, { glass: [...others, { by, until }] });
  happened(work, { type: 'case.glass-broken', cases, until });
  notify(work, work.caseState, { reason: 'glass-broken', agents: [], roles: ['supervisor'] });
};
