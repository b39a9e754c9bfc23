import type { CaseDeadline } from '../../model/case.ts';
import type { CaseFacts, CaseRow, DeadlineOutcome } from '../../ports/caseIndex.ts';
import { dueOf, wasMissed } from '../deadlines.ts';
import { isWaiting } from '../waiting.ts';

/** What became of a deadline. */
export function deadlineOutcomeOf(deadline: CaseDeadline | null): DeadlineOutcome {
  if (deadline === null) return 'none';
  if (wasMissed(deadline)) return 'missed';
  return deadline.metAt === null ? 'open' : 'kept';
}

/** The facts of a case, as every store keeps them: whole milliseconds. */
export function caseFactsOf({ account, case: caseState }: Pick<CaseRow, 'account' | 'case'>): CaseFacts {
  const { department, assignee, status, openedAt, first, resolution, rating, staffAt } = caseState;
  const dueAt = dueOf(caseState);
  return {
    department,
    account,
    assignee,
    status,
    openedAt: Math.round(openedAt),
    dueAt: dueAt === null ? null : Math.round(dueAt),
    first: deadlineOutcomeOf(first),
    resolution: deadlineOutcomeOf(resolution),
    firstMs: tookMs(first, openedAt),
    resolutionMs: tookMs(resolution, openedAt),
    rating,
    isAnswered: staffAt !== null,
    isWaiting: isWaiting(caseState),
  };
}

function tookMs(deadline: CaseDeadline | null, openedAt: number): number | null {
  const metAt = deadline?.metAt ?? null;
  return metAt === null ? null : Math.max(0, Math.round(metAt - openedAt));
}
