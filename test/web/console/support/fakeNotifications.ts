import type { Content } from '../../../../src/content/content.ts';
import { createNotificationChoices } from '../../../../src/core/journal/notificationChoices.ts';
import type { Notification } from '../../../../src/core/model/event.ts';
import { notificationChoiceRoutes } from '../../../../src/http/api/notificationChoice.ts';
import { notificationRoutes } from '../../../../src/http/api/notifications.ts';
import { createNotificationUpdates } from '../../../../src/http/api/notificationUpdates.ts';
import type { ApiRoute } from '../../../../src/http/api/route.ts';
import type { News } from '../../../../src/http/api/wire.ts';
import { createMemoryNotifications } from '../../../support/memoryNotifications.ts';
import { createMemoryPersonalRecords } from '../../../support/memoryPersonalRecords.ts';
import { people } from './people.ts';

/** The real notifications over memory; `say` sends news to the open pages of one person. */
export function createFakeNotifications(say: (agent: string, news: News) => void): {
  readonly routes: readonly ApiRoute[];
  notify(agent: string, code: string, reason: Notification['reason']): Promise<void>;
} {
  const notifications = createMemoryNotifications();
  const notificationChoices = createNotificationChoices({ personal: createMemoryPersonalRecords(), clock: Date.now });
  const content = () => ({ calendar: { timeZone: 'Europe/Madrid' } }) as Content;
  const deps = { tenant: 'prat', notifications, notificationChoices, content, clock: Date.now };
  const updates = new Map(people.map(({ id }) => [id, createNotificationUpdates(id, deps)] as const));
  for (const each of updates.values()) void each.next();
  const report = async (agent: string) => {
    updates.get(agent)?.touch();
    for (const news of (await updates.get(agent)?.next()) ?? []) say(agent, news);
  };
  const pubsub = { publish: (topic: string) => void report(topic.split(':').at(-1) ?? '') };
  let count = 0;
  return {
    routes: [
      ...notificationRoutes({ ...deps, hooks: async () => [], pubsub }).filter(({ path }) => path !== 'hooks'),
      ...notificationChoiceRoutes({ ...deps, sendsMail: true, pubsub }),
    ],
    async notify(agent, code, reason) {
      count += 1;
      const at = Date.now();
      await notifications.put({
        ...{ tenant: 'prat', person: agent, id: `n${count}`, at, code, reason, department: 'oiac', dueAt: null },
      });
      await report(agent);
    },
  };
}
