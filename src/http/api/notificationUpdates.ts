import type { AgentId } from '../../core/model/agent.ts';
import type { ApiDeps } from './deps.ts';
import { toSeen } from './notifications.ts';
import type { News } from './wire.ts';

const page = 50;

/** A person's notifications from now on, for one stream; earlier ones are read from the list. */
export function createNotificationUpdates(
  agent: AgentId,
  { tenant, notifications }: Pick<ApiDeps, 'tenant' | 'notifications'>,
) {
  let cursor: string | null = null;
  let began = false;
  return {
    async next(): Promise<readonly News[]> {
      const found = await notifications.list(tenant, agent, cursor, began ? page : 1);
      const isNew = began;
      began = true;
      cursor = found.cursor;
      return isNew
        ? found.notifications.map(
            (notification): News => ({ type: 'notification', notification: toSeen(notification) }),
          )
        : [];
    },
  };
}
