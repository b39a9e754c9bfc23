import type { CaseDeadline, CaseState } from '../model/case.ts';
import type { Decision, Due } from '../model/protocol.ts';

/**
 * The deadlines and escalations of a decision. If the bot has already answered, a deadline that asks for an immediate
 * answer counts as met.
 */
export function deadlinesOf(
  decision: Decision,
  { now, isAnswered }: { readonly now: number; readonly isAnswered: boolean },
): Pick<CaseState, 'first' | 'resolution' | 'escalations'> {
  const toDeadline = (due: Due | null): CaseDeadline | null =>
    due === null
      ? null
      : {
          id: due.id,
          dueAt: due.at,
          metAt: isAnswered && due.duration.unit === 'at-once' ? now : null,
          breached: false,
          since: now,
        };
  return {
    first: toDeadline(decision.first),
    resolution: toDeadline(decision.resolution),
    escalations: decision.escalations
      .filter(({ of }) => of !== 'arrival')
      .map(({ at, of, fraction, roles }) => ({ at, of, fraction, roles })),
  };
}

/** Sorts as "never": after every real time. */
export const never = Number.MAX_SAFE_INTEGER;

/** When the nearest open deadline is due, milliseconds since 1970; null: none. */
export function dueOf({
  status,
  first,
  resolution,
}: Pick<CaseState, 'status' | 'first' | 'resolution'>): number | null {
  if (status === 'closed') return null;
  const open = [first, resolution].flatMap((deadline) =>
    deadline !== null && deadline.metAt === null ? [deadline.dueAt] : [],
  );
  return open.length === 0 ? null : Math.min(...open);
}

/** Whether staff missed a deadline of the case, even if they met it later. */
export function isBreached(caseState: CaseState): boolean {
  return caseState.first?.breached === true || caseState.resolution?.breached === true;
}
