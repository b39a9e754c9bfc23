import type { Agent, AgentId, StaffRole } from '../core/model/agent.ts';
import type { Notification } from '../core/model/event.ts';

/** The department that speaks for the council to the press and on its profiles. */
const communication = 'comunicacio';

/** Who receives a notification. */
interface Recipients {
  /** People of the directory, each once. */
  readonly people: readonly Agent[];
  /** Whether the head of the area is notified, at the department's address. */
  readonly head: boolean;
}

interface RecipientsInput {
  readonly staff: readonly Agent[];
  /** Who is responsible for the case; null: nobody. */
  readonly assignee: AgentId | null;
  /** Whether the head of the department's area has an address. */
  readonly hasHead: boolean;
}

/**
 * Finds the recipients of a notification. A role without people falls back to supervisors, and these to administrators,
 * so that no notification is sent to nobody.
 */
export function recipientsOf(
  { agents, roles, department }: Notification,
  { staff, assignee, hasHead }: RecipientsInput,
): Recipients {
  const active = staff.filter((each) => each.active);
  const having = (role: StaffRole) => active.filter((each) => each.roles.includes(role));
  const of = (some: readonly Agent[], id: string) => some.filter((each) => each.departments.includes(id));
  const first = (...choices: readonly (readonly Agent[])[]) => choices.find((some) => some.length > 0) ?? [];

  const administrators = having('administrator');
  const writers = having('editor');
  const supervisors = () => first(of(having('supervisor'), department), having('supervisor'), administrators);
  const byRole: Readonly<Record<string, () => readonly Agent[]>> = {
    agent() {
      const responsible = active.filter(({ id }) => id === assignee);
      const own = of(having('agent'), department);
      const here = own.filter(({ availability }) => availability === 'available');
      return first(responsible, here, own, supervisors());
    },
    supervisor: supervisors,
    'area-head': () => (hasHead ? [] : supervisors()),
    'communication-office': () => first(of(active, communication), having('supervisor'), administrators),
    /** The heads of the department and who writes for it; the others only where it has none. */
    'content-owner'() {
      const own = [...of(having('supervisor'), department), ...of(writers, department)];
      return own.length === 0 && hasHead ? [] : first(own, writers, administrators);
    },
  };

  const meant = [
    ...active.filter(({ id }) => agents.includes(id)),
    ...roles.flatMap((role) => (byRole[role] ?? supervisors)()),
  ];
  return {
    people: [...new Map(meant.map((each) => [each.id, each])).values()],
    head: hasHead && (roles.includes('area-head') || roles.includes('content-owner')),
  };
}
