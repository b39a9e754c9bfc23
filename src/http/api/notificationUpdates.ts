import type { AgentId } from '../../core/model/agent.ts';
import type { ApiDeps } from './deps.ts';
import { toSeen } from './notifications.ts';
import type { News } from './wire.ts';

const page = 50;

/**
 * A person's notifications from now on, for one stream, and what they have not read whenever that changes. Earlier ones are
 * read from the list.
 */
export function createNotificationUpdates(
  agent: AgentId,
  { tenant, notifications }: Pick<ApiDeps, 'tenant' | 'notifications'>,
) {
  let cursor: string | null = null;
  let began = false;
  let known = '';
  let isStale = true;
  return {
    /** Notes that what the person has not read may have changed. */
    touch: () => {
      isStale = true;
    },
    async next(): Promise<readonly News[]> {
      const found = await notifications.list(tenant, agent, cursor, began ? page : 1);
      const isFirst = !began;
      began = true;
      cursor = found.cursor;
      const arrived = found.notifications.map(
        (notification): News => ({ type: 'notification', notification: toSeen(notification) }),
      );
      const changes = await unreadChanges();
      // What was there before is in the list that the console reads itself.
      return isFirst ? [] : [...arrived, ...changes];
    },
  };

  async function unreadChanges(): Promise<readonly News[]> {
    if (!isStale) return [];
    isStale = false;
    const unread = await notifications.unread(tenant, agent);
    const before = known;
    known = JSON.stringify(unread);
    return known !== before ? [{ type: 'unread', unread }] : [];
  }
}
