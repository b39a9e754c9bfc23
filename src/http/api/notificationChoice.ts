import { z } from 'zod';
import { notified } from '../../core/cases/policy.ts';
import type { AgentId } from '../../core/model/agent.ts';
import { notificationReasons, notificationWays } from '../../core/model/desk/notificationChoice.ts';
import { notificationsTopic } from '../../core/ports/pubsub.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';
import type { NotificationChoiceView } from './wire.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the day such as 22:00');
const quietHours = z.strictObject({
  from: clockTime,
  to: clockTime,
  days: z.array(z.int().min(1).max(7)).min(1, 'must have a day').max(7),
  emergencies: z.boolean(),
});
const body = z.strictObject({
  ways: z.record(z.enum(notificationReasons), z.array(z.enum(notificationWays)).max(notificationWays.length)),
  quietHours: quietHours.nullable(),
});

type Deps = Pick<ApiDeps, 'tenant' | 'notificationChoices' | 'content'> & {
  /** Whether e-mails can be sent. */
  readonly sendsMail: boolean;
  readonly pubsub: Pick<ApiDeps['pubsub'], 'publish'>;
};

/** How somebody wants to be notified: each reads and changes their own only. */
export function notificationChoiceRoutes({
  tenant,
  notificationChoices,
  sendsMail,
  content,
  pubsub,
}: Deps): readonly ApiRoute[] {
  const view = async (person: AgentId): Promise<NotificationChoiceView> => ({
    choice: await notificationChoices.of(tenant, person),
    sendsMail,
    timeZone: content().calendar.timeZone,
  });
  return [
    {
      method: 'get',
      path: 'me/notifications',
      roles: notified,
      kind: 'read',
      answer: ({ agent }) => view(agent.id),
    },
    {
      method: 'post',
      path: 'me/notifications',
      roles: notified,
      kind: 'write',
      async answer({ agent, request }) {
        await notificationChoices.keep(tenant, agent.id, check(body, request.body));
        // Their open pages are silent from now on, or are not.
        pubsub.publish(notificationsTopic(agent.id));
        return view(agent.id);
      },
    },
  ];
}
