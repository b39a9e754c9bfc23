import type { Agent, AgentId } from '../model/agent.ts';
import type { CaseState } from '../model/case.ts';
import type { CaseVisibility } from '../ports/caseIndex.ts';
import { seesAll } from './policy.ts';

/**
 * Which cases somebody sees: agents those of their departments and their own, whoever leads or audits all (null).
 * `unassignedOf`: the department that answers for what nobody else does.
 */
export function visibilityOf(agent: Agent, unassignedOf: string): CaseVisibility | null {
  return seesAll(agent) ? null : { agent: agent.id, departments: agent.departments, unassignedOf };
}

/** Whether a case is among those that somebody may see; `null` sees all. */
export function isVisible(
  visibility: CaseVisibility | null,
  caseState: Pick<CaseState, 'assignee' | 'department'>,
): boolean {
  if (visibility === null) return true;
  return (
    caseState.assignee === visibility.agent ||
    visibility.departments.includes(caseState.department) ||
    (caseState.assignee === null && caseState.department === visibility.unassignedOf)
  );
}

/** Whether somebody has opened, for a reason, all that the person of this case has said, and may still read it. */
export function hasBrokenGlass({ glass = [] }: Pick<CaseState, 'glass'>, agent: AgentId, now: number): boolean {
  return glass.some(({ by, until }) => by === agent && now < until);
}
