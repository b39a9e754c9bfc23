import { seesAll } from '../core/cases/policy.ts';
import type { DeputyOf } from '../core/cases/sharing/standIn.ts';
import type { Agent, AgentId } from '../core/model/agent.ts';
import type { Notification } from '../core/model/event.ts';

/** Somebody who is notified, and whom they stand in for; null: for themselves. */
export interface Recipient {
  readonly person: Agent;
  readonly insteadOf: AgentId | null;
}

/**
 * Puts deputies in the place of people who are away, each person once. A mention in a case that the deputy may not see
 * stays with who was meant; whatever concerns the case itself comes with the case.
 */
export async function withDeputies(
  people: readonly Agent[],
  deputyOf: DeputyOf,
  tenant: string,
  { reason, department, insteadOf }: Pick<Notification, 'reason' | 'department' | 'insteadOf'>,
): Promise<readonly Recipient[]> {
  const meant = await Promise.all(
    people.map(async (person): Promise<Recipient> => {
      const deputy = await deputyOf(tenant, person.id);
      if (deputy === null || (reason === 'mentioned' && !sees(deputy, department)))
        return { person, insteadOf: insteadOf ?? null };
      return { person: deputy, insteadOf: person.id };
    }),
  );
  // Who is notified for themselves as well needs no other reason.
  const own = [...meant].sort((a, b) => Number(b.insteadOf !== null) - Number(a.insteadOf !== null));
  return [...new Map(own.map((each) => [each.person.id, each])).values()];
}

const sees = (agent: Agent, department: string) => seesAll(agent) || agent.departments.includes(department);
