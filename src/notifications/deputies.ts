import { seesDepartment } from '../core/cases/policy.ts';
import type { DeputyOf } from '../core/cases/sharing/standIn.ts';
import type { Agent, AgentId } from '../core/model/agent.ts';
import type { Notification } from '../core/model/event.ts';

/** Somebody who is notified, and whom they stand in for; null: for themselves. */
export interface Recipient {
  readonly person: Agent;
  readonly insteadOf: AgentId | null;
}

/** What is notified, and who is responsible for the case; null: nobody. */
type Concern = Pick<Notification, 'reason' | 'department' | 'insteadOf'> & { readonly assignee: AgentId | null };

/**
 * Puts deputies in the place of people who are away, each person once. What a deputy may not see stays with who was
 * meant; of deadlines and alerts the deputy is told as well, so that somebody who is there knows. Who is told that somebody
 * has opened what they may not see is never replaced: the deputy may be the one who did it.
 */
export async function withDeputies(
  people: readonly Agent[],
  deputyOf: DeputyOf,
  tenant: string,
  { reason, department, insteadOf, assignee }: Concern,
): Promise<readonly Recipient[]> {
  const sees = ({ id, ...agent }: Agent) => id === assignee || seesDepartment(agent, department);
  const meant = await Promise.all(
    people.map(async (person): Promise<readonly Recipient[]> => {
      const self = { person, insteadOf: insteadOf ?? null };
      const deputy = reason === 'glass-broken' ? null : await deputyOf(tenant, person.id);
      if (deputy === null) return [self];
      const substitute = { person: deputy, insteadOf: person.id };
      if (sees(deputy)) return [substitute];
      return reason === 'deadline' || reason === 'alert' ? [self, substitute] : [self];
    }),
  );
  // Who is notified for themselves as well needs no other reason.
  const own = meant.flat().sort((a, b) => Number(b.insteadOf !== null) - Number(a.insteadOf !== null));
  return [...new Map(own.map((each) => [each.person.id, each])).values()];
}
