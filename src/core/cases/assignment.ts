import type { Agent, AgentId } from '../model/agent.ts';
import type { CaseState } from '../model/case.ts';

/** Roles to whom cases are given by themselves: an administrator takes some by hand at most. */
const given: readonly string[] = ['agent', 'supervisor'];

/**
 * Who may be given a case, the best first: available, of its department, speaking its language; the least loaded before
 * others, agents before those who lead. A pure function.
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
        agent.roles.some((role) => given.includes(role)) &&
        agent.departments.includes(caseState.department) &&
        agent.locales.includes(caseState.locale),
    )
    .sort((a, b) => loadOf(a) - loadOf(b) || isAgent(a) - isAgent(b) || (a.id < b.id ? -1 : 1));
}
