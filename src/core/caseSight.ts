import type { AgentId } from './agent.ts';
import type { CaseState } from './case.ts';

/** Whose cases somebody of staff may see who does not see all. */
export interface CaseSight {
  /** Those that this agent is responsible for. */
  readonly agent: AgentId;
  /** All of these departments. */
  readonly departments: readonly string[];
  /** Of this department those that nobody has yet: it answers for what nobody else does. */
  readonly unassignedOf: string;
}

/** Whether a case is among those that somebody may see; `null` sees all. */
export function isInSight(sight: CaseSight | null, matter: Pick<CaseState, 'assignee' | 'department'>): boolean {
  if (sight === null) return true;
  return (
    matter.assignee === sight.agent ||
    sight.departments.includes(matter.department) ||
    (matter.assignee === null && matter.department === sight.unassignedOf)
  );
}
