import type { CaseState, CaseTerm } from '../model/case.ts';
import type { Decision, Due } from '../model/protocol.ts';
/** Deadlines of a decision, and who is told of them later. What was to be said at once is met when it was. */
export function termsOf(
  decision: Decision,
  now: number,
  isAnswered: boolean,
): Pick<CaseState, 'first' | 'resolution' | 'rungs'> {
  const term = (due: Due | null): CaseTerm | null =>
    due === null
      ? null
      : {
          id: due.id,
          dueAt: due.at,
          metAt: isAnswered && due.term.unit === 'at-once' ? now : null,
          breached: false,
        };
  return {
    first: term(decision.first),
    resolution: term(decision.resolution),
    rungs: decision.told
      .filter(({ of }) => of !== 'arrival')
      .map(({ at, of, fraction, roles }) => ({ at, of, fraction, roles })),
  };
}

/** Stands for "never" where times are put in order: after every real one. */
export const never = Number.MAX_SAFE_INTEGER;

/** When the nearest term that is still open is due, milliseconds since 1970; null: none is. */
export function dueOf({
  status,
  first,
  resolution,
}: Pick<CaseState, 'status' | 'first' | 'resolution'>): number | null {
  if (status === 'closed') return null;
  const open = [first, resolution].flatMap((term) => (term !== null && term.metAt === null ? [term.dueAt] : []));
  return open.length === 0 ? null : Math.min(...open);
}

/** Whether staff were late with a term of the case, even if they met it afterwards. */
export function isBreached(matter: CaseState): boolean {
  return matter.first?.breached === true || matter.resolution?.breached === true;
}
