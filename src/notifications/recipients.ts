import type { Agent, AgentId, StaffRole } from '../core/model/agent.ts';
import type { Notification } from '../core/model/event.ts';

/** The department that speaks for the council to the press and on its profiles. */
const communication = 'comunicacio';

/** Who is to be told a notice. */
export interface Recipients {
  /** People of the directory, each once. */
  readonly people: readonly Agent[];
  /** Whether the head of the area is to be told at the address of the department. */
  readonly head: boolean;
}

export interface RecipientsInput {
  readonly staff: readonly Agent[];
  /** Who is responsible for the case; null: nobody. */
  readonly assignee: AgentId | null;
  /** Whether the department has an address of the head of its area. */
  readonly hasHead: boolean;
}

/**
 * Finds out who is meant by a notice. A role that leads to nobody is passed on to supervisors, and from them to
 * administrators: nothing may be told to an empty room.
 */
export function recipientsOf(
  { agents, roles, department }: Notification,
  { staff, assignee, hasHead }: RecipientsInput,
): Recipients {
  const active = staff.filter((each) => each.active);
  const having = (role: StaffRole) => active.filter((each) => each.roles.includes(role));
  const of = (some: readonly Agent[], id: string) => some.filter((each) => each.departments.includes(id));
  const first = (...choices: readonly (readonly Agent[])[]) => choices.find((some) => some.length > 0) ?? [];

  const supervisors = () => first(of(having('supervisor'), department), having('supervisor'), having('administrator'));
  const byRole: Readonly<Record<string, () => readonly Agent[]>> = {
    agent() {
      const responsible = active.filter(({ id }) => id === assignee);
      const own = of(having('agent'), department);
      const here = own.filter(({ availability }) => availability === 'available');
      return first(responsible, here, own, supervisors());
    },
    supervisor: supervisors,
    'area-head': () => (hasHead ? [] : supervisors()),
    'communication-office': () => first(of(active, communication), having('supervisor'), having('administrator')),
  };

  const meant = [
    ...active.filter(({ id }) => agents.includes(id)),
    ...roles.flatMap((role) => (byRole[role] ?? supervisors)()),
  ];
  return {
    people: [...new Map(meant.map((each) => [each.id, each])).values()],
    head: hasHead && roles.includes('area-head'),
  };
}
