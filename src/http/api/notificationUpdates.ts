import { mutedAt } from '../../core/cases/notified/quietHours.ts';
import type { AgentId } from '../../core/model/agent.ts';
import type { ApiDeps } from './deps.ts';
import { type TransferNoteDeps, toSeen } from './transferNotes.ts';
import type { News } from './wire.ts';

const page = 50;

/**
 * A person's notifications from now on, for one stream, and what they have not read whenever that changes. Earlier ones are
 * read from the list.
 */
export function createNotificationUpdates(
  agent: AgentId,
  deps: Pick<ApiDeps, 'notifications' | 'notificationChoices' | 'content' | 'clock'> & TransferNoteDeps,
) {
  const { tenant, notifications, notificationChoices, content, clock } = deps;
  let cursor: string | null = null;
  let began = false;
  let known = '';
  let muted = JSON.stringify({ soundless: [], hushed: [] });
  let isStale = true;
  return {
    /** Notes that what the person has not read, or wants to hear, may have changed. */
    touch: () => {
      isStale = true;
    },
    async next(): Promise<readonly News[]> {
      const found = await notifications.list(tenant, agent, cursor, began ? page : 1);
      const isFirst = !began;
      began = true;
      cursor = found.cursor;
      const mutes = isStale ? await mutedChanges() : [];
      const changes = await unreadChanges();
      // What was there before is in the list that the console reads itself.
      if (isFirst) return mutes;
      const seen = await Promise.all(found.notifications.map((each) => toSeen(each, deps)));
      const arrived = seen.map((notification): News => ({ type: 'notification', notification }));
      return [...mutes, ...arrived, ...changes];
    },
  };

  /** A console that was told nothing keeps nothing to itself. */
  async function mutedChanges(): Promise<readonly News[]> {
    const choice = await notificationChoices.of(tenant, agent);
    const now = mutedAt(choice, clock(), content().calendar.timeZone);
    const before = muted;
    muted = JSON.stringify(now);
    return muted === before ? [] : [{ type: 'muted', ...now }];
  }

  async function unreadChanges(): Promise<readonly News[]> {
    if (!isStale) return [];
    isStale = false;
    const unread = await notifications.unread(tenant, agent);
    const before = known;
    known = JSON.stringify(unread);
    return known !== before ? [{ type: 'unread', unread }] : [];
  }
}
