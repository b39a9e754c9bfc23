import { z } from 'zod';
import { isDocumentId } from '../../content/documents/split.ts';
import { administrators, notified } from '../../core/cases/policy.ts';
import type { UnreadNotifications } from '../../core/ports/notifications.ts';
import { notificationsTopic } from '../../core/ports/pubsub.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { type TransferNoteDeps, toSeen } from './transferNotes.ts';
import { caseCode, check } from './validate.ts';
import type { NotificationList } from './wire.ts';

/** Maximum number of notifications in one response. */
const page = 100;

/** What notifications are about: a case, a service, or the services of a department. */
const subject = z.union([
  caseCode,
  z.string().max(200).refine(isDocumentId),
  z.string().regex(/^content\/[a-z0-9-]{1,60}$/),
]);

const body = z.strictObject({ code: subject.nullable() });

/** A person's notifications, and the deliveries to other systems. */
export function notificationRoutes(
  deps: Pick<ApiDeps, 'notifications' | 'hooks' | 'clock'> &
    TransferNoteDeps & {
      readonly pubsub: Pick<ApiDeps['pubsub'], 'publish'>;
    },
): readonly ApiRoute[] {
  const { tenant, notifications, hooks, pubsub, clock } = deps;
  return [
    {
      method: 'get',
      path: 'notifications',
      roles: notified,
      kind: 'read',
      async answer({ agent }): Promise<NotificationList> {
        const [found, unread] = await Promise.all([
          notifications.list(tenant, agent.id, null, page),
          notifications.unread(tenant, agent.id),
        ]);
        const seen = await Promise.all(found.notifications.map((each) => toSeen(each, deps)));
        return { notifications: seen.reverse(), unread };
      },
    },
    {
      method: 'post',
      path: 'notifications/read',
      roles: notified,
      kind: 'write',
      async answer({ agent, request }): Promise<UnreadNotifications> {
        const { code } = check(body, request.body);
        await notifications.markRead(tenant, agent.id, code, clock());
        // The person's other pages and devices learn it.
        pubsub.publish(notificationsTopic(agent.id));
        return notifications.unread(tenant, agent.id);
      },
    },
    { method: 'get', path: 'hooks', roles: administrators, kind: 'read', answer: hooks },
  ];
}
