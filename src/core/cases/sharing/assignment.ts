import type { Agent, AgentId, StaffRole } from '../../model/agent.ts';
import type { CaseState } from '../../model/case.ts';
import { hasRole } from '../policy.ts';

/** Roles to which the service assigns cases. Administrators take cases manually at most. */
const assignableRoles: readonly StaffRole[] = ['agent', 'supervisor'];

/**
 * Who may be assigned a case, best first: available, in its department and speaking its language. The least loaded
 * come first; at equal load, agents come before supervisors. A pure function.
 */
export function candidatesFor(
  caseState: Pick<CaseState, 'department' | 'locale'>,
  agents: readonly Agent[],
  load: ReadonlyMap<AgentId, number>,
): readonly Agent[] {
  const loadOf = ({ id }: Agent) => load.get(id) ?? 0;
  const isAgent = ({ roles }: Agent) => (roles.includes('agent') ? 0 : 1);
  return agents
    .filter(
      (agent) =>
        agent.active &&
        agent.availability === 'available' &&
        hasRole(agent, assignableRoles) &&
        agent.departments.includes(caseState.department) &&
        agent.locales.includes(caseState.locale),
    )
    .sort((a, b) => loadOf(a) - loadOf(b) || isAgent(a) - isAgent(b) || (a.id < b.id ? -1 : 1));
}
