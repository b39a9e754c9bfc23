import { z } from 'zod';
import { administrators, handlers } from '../../core/cases/policy.ts';
import type { SentNotification } from '../../core/ports/notifications.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';
import type { SeenNotification } from './wire.ts';

/** Maximum number of notifications in one response. */
const page = 100;

const asked = z.object({ after: z.string().max(500).optional() });

/** A person's notifications, and the deliveries to other systems. */
export function notificationRoutes({
  tenant,
  notifications,
  hooks,
}: Pick<ApiDeps, 'tenant' | 'notifications' | 'hooks'>): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'notifications',
      roles: handlers,
      kind: 'read',
      parameters: Object.keys(asked.shape),
      async answer({ agent, request }): Promise<readonly SeenNotification[]> {
        const { after } = check(asked, request.query);
        const found = await notifications.list(tenant, agent.id, after ?? null, page);
        return found.notifications.map(toSeen);
      },
    },
    { method: 'get', path: 'hooks', roles: administrators, kind: 'read', answer: hooks },
  ];
}

export function toSeen({ id, at, code, reason }: SentNotification): SeenNotification {
  return { id, at, code, reason };
}
