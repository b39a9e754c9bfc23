import type { AgentId } from '../model/agent.ts';
import { type NotificationChoice, usualChoice } from '../model/desk/notificationChoice.ts';
import type { Clock } from '../ports/clock.ts';
import type { PersonalRecords } from '../ports/staffStore.ts';

/** How people of staff want to be notified: a record that each keeps for themselves. */
export interface NotificationChoices {
  /** Who has chosen nothing gets the usual choice, also for reasons that came later. */
  of(tenant: string, person: AgentId): Promise<NotificationChoice>;
  keep(tenant: string, person: AgentId, choice: NotificationChoice): Promise<void>;
}

const name = 'notification choice';

export function createNotificationChoices({
  personal,
  clock,
}: {
  readonly personal: Pick<PersonalRecords, 'get' | 'put'>;
  readonly clock: Clock;
}): NotificationChoices {
  return {
    async of(tenant, person) {
      const record = await personal.get(tenant, person, name);
      if (record === null) return usualChoice;
      const kept: NotificationChoice = JSON.parse(new TextDecoder().decode(record.bytes));
      return { ...kept, ways: { ...usualChoice.ways, ...kept.ways } };
    },
    async keep(tenant, person, choice) {
      const bytes = new TextEncoder().encode(JSON.stringify(choice));
      await personal.put({ tenant, person, name, bytes, seal: null, at: clock() });
    },
  };
}
