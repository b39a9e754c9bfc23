import type { Agent, AgentId } from '../model/agent.ts';
import type { CaseState } from '../model/case.ts';
import type { CaseVisibility } from '../ports/caseIndex.ts';
import { seesAll } from './policy.ts';

/**
 * Which cases somebody may see. Agents see those of their departments and their own; supervisors, administrators and
 * auditors see all (null). `unassignedOf`: the department that answers for cases without an owner.
 */
export function visibilityOf(agent: Agent, unassignedOf: string): CaseVisibility | null {
  return seesAll(agent) ? null : { agent: agent.id, departments: agent.departments, unassignedOf };
}

/** Whether a case is among those that somebody may see; `null` means all. */
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

/**
 * Whether somebody has opened, for a reason, everything that the person of this case has said, and may still read it.
 */
export function hasBrokenGlass({ glass = [] }: Pick<CaseState, 'glass'>, agent: AgentId, now: number): boolean {
  return glass.some(({ by, until }) => by === agent && now < until);
}
