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

/**
 * The deadlines of a case whose citizen now wants a person: somebody answers when the protocol says of that (`asked`), unless they have
 * to sooner. The matter itself takes as long as before.
 */
export function answeredBy(
  { first, escalations }: Pick<CaseState, 'first' | 'escalations'>,
  asked: Pick<CaseState, 'first' | 'escalations'>,
): Pick<CaseState, 'first' | 'escalations'> {
  if (asked.first === null) return { first, escalations };
  if (first !== null && first.metAt === null && first.dueAt <= asked.first.dueAt) return { first, escalations };
  return {
    // That it was missed once stays so.
    first: wasMissed(first) ? { ...asked.first, missedBefore: true } : asked.first,
    escalations: [
      ...escalations.filter(({ of }) => of !== 'first'),
      ...asked.escalations.filter(({ of }) => of === 'first'),
    ],
  };
}

/** Sorts as "never": after every real time. */
export const never = Number.MAX_SAFE_INTEGER;

/** The deadline that a case has to meet next, the nearest of those that are open; null: none, or the case is closed. */
export function nextDeadline({ status, first, resolution }: Pick<CaseState, 'status' | 'first' | 'resolution'>): {
  readonly of: 'first' | 'resolution';
  readonly dueAt: number;
} | null {
  const open = (['first', 'resolution'] as const).flatMap((of) => {
    const deadline = { first, resolution }[of];
    return status === 'closed' || deadline === null || deadline.metAt !== null ? [] : [{ of, dueAt: deadline.dueAt }];
  });
  return open.reduce<(typeof open)[number] | null>(
    (nearest, each) => (nearest === null || each.dueAt < nearest.dueAt ? each : nearest),
    null,
  );
}

/** When the nearest open deadline is due, milliseconds since 1970; null: none. */
export function dueOf(caseState: Pick<CaseState, 'status' | 'first' | 'resolution'>): number | null {
  return nextDeadline(caseState)?.dueAt ?? null;
}

/** The deadline by which a citizen is promised an answer; every text about a deadline uses it. Null: nothing is due. */
export function promised<D>({ first, resolution }: { first: D | null; resolution: D | null }): D | null {
  return resolution ?? first;
}

/** When the service next has to act on a case, milliseconds since 1970; null: never. */
export function nextMoment(caseState: CaseState): number | null {
  const { status, snoozedUntil, escalations, first, resolution } = caseState;
  if (status === 'closed') return null;
  const deadlines = [first, resolution].filter((each) => each !== null && each.metAt === null && !each.breached);
  const moments = [
    snoozedUntil,
    ...escalations.map(({ at }) => at),
    ...deadlines.map((each) => each?.dueAt ?? null),
  ].filter((at) => at !== null);
  return moments.length === 0 ? null : Math.min(...moments);
}

/** Whether staff missed a deadline of the case, even if they met it later. */
export function isBreached(caseState: CaseState): boolean {
  return wasMissed(caseState.first) || wasMissed(caseState.resolution);
}

/** Whether staff missed a deadline, or the one that it stands for now. */
export function wasMissed(deadline: CaseDeadline | null): boolean {
  return deadline !== null && (deadline.breached || deadline.missedBefore === true);
}
