import { z } from 'zod';
import { notified } from '../../core/cases/policy.ts';
import type { AgentId } from '../../core/model/agent.ts';
import { notificationReasons, notificationWays } from '../../core/model/desk/notificationChoice.ts';
import { CodedError } from '../../core/model/errors.ts';
import { notificationsTopic } from '../../core/ports/pubsub.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';
import type { AddedDevice, NotificationChoiceView } from './wire.ts';

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

const device = z.strictObject({
  name: z.string().trim().min(1).max(60),
  endpoint: z.string().max(2_000),
  p256dh: z.string().max(200),
  auth: z.string().max(100),
});
const removed = z.strictObject({ id: z.string().regex(/^[\w-]{1,64}$/, 'must be the id of a device') });

type Deps = Pick<ApiDeps, 'tenant' | 'notificationChoices' | 'staffDevices' | 'push' | 'content'> & {
  /** Whether e-mails can be sent. */
  readonly sendsMail: boolean;
  readonly pubsub: Pick<ApiDeps['pubsub'], 'publish'>;
};

/** How somebody wants to be notified, and on which devices: each reads and changes their own only. */
export function notificationChoiceRoutes({
  tenant,
  notificationChoices,
  staffDevices,
  push,
  sendsMail,
  content,
  pubsub,
}: Deps): readonly ApiRoute[] {
  const view = async (person: AgentId): Promise<NotificationChoiceView> => ({
    choice: await notificationChoices.of(tenant, person),
    sendsMail,
    push: push && {
      publicKey: push.publicKey,
      devices: (await staffDevices.of(tenant, person)).map(({ id, name, addedAt }) => ({ id, name, addedAt })),
    },
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
    {
      method: 'post',
      path: 'me/devices',
      roles: notified,
      kind: 'write',
      async answer({ agent, request }): Promise<AddedDevice> {
        const given = check(device, request.body);
        if (push?.accepts(given) !== true)
          throw new CodedError('input.invalid', 'Subscribe once more: this is no browser that we can notify.');
        const added = await staffDevices.add(tenant, agent.id, given);
        return { added, view: await view(agent.id) };
      },
    },
    {
      method: 'post',
      path: 'me/devices/remove',
      roles: notified,
      kind: 'write',
      async answer({ agent, request }) {
        await staffDevices.remove(tenant, agent.id, check(removed, request.body).id);
        return view(agent.id);
      },
    },
  ];
}
