import type { Agent, AgentId, StaffDirectory } from '../../model/agent.ts';
import type { Absence } from '../../model/desk/absence.ts';
import type { Clock } from '../../ports/clock.ts';
import { mayHandleCases } from '../policy.ts';

/** The deputy of somebody now; null: they are not away, or nobody who handles cases does. */
export type DeputyOf = (tenant: string, agent: AgentId) => Promise<Agent | null>;

export function createDeputyOf(deps: {
  readonly absences: () => Promise<readonly Absence[]>;
  readonly directory: Pick<StaffDirectory, 'find'>;
  readonly clock: Clock;
}): DeputyOf {
  const { absences, directory, clock } = deps;
  return async (tenant, agent) => {
    const id = standInFor(await absences(), agent, clock());
    const deputy = id === null ? null : await directory.find(tenant, id);
    return deputy !== null && mayHandleCases(deputy) ? deputy : null;
  };
}

/** The absence of somebody at a time; null: they are not away by it. */
export function absenceOf(absences: readonly Absence[], agent: AgentId, now: number): Absence | null {
  return absences.find((each) => each.agent === agent && each.since <= now && now < each.until) ?? null;
}

/**
 * Who gets what would be given to somebody now: their deputy, or the deputy's deputy while that one is away, too. Null:
 * nobody stands in, because they are not away or because all of them are. Pure.
 */
export function standInFor(absences: readonly Absence[], agent: AgentId, now: number): AgentId | null {
  const asked = new Set<AgentId>();
  for (let current = agent; ; ) {
    const absence = absenceOf(absences, current, now);
    if (absence === null) return current === agent ? null : current;
    asked.add(current);
    if (asked.has(absence.deputy)) return null;
    current = absence.deputy;
  }
}
