import type { DeputyOf } from '../core/cases/sharing/standIn.ts';
import type { NotificationChoices } from '../core/journal/notificationChoices.ts';
import type { RecordLog } from '../core/journal/recordLog.ts';
import type { StaffDirectory } from '../core/model/agent.ts';
import { type Commit, isRecord } from '../core/model/commit.ts';
import { usualChoice } from '../core/model/desk/notificationChoice.ts';
import type { Notification } from '../core/model/event.ts';
import type { NotificationRecord } from '../core/model/records.ts';
import type { Clock } from '../core/ports/clock.ts';
import {
  type NotificationStore,
  type Notifier,
  notificationId,
  type SentNotification,
} from '../core/ports/notifications.ts';
import { notificationsTopic, outboxTopic, type PubSub } from '../core/ports/pubsub.ts';
import { type Recipient, withDeputies } from './deputies.ts';
import type { MailSender } from './email/emailSender.ts';
import type { HeldMails } from './email/heldMails.ts';
import { notificationsAccount } from './notificationsAccount.ts';
import type { StaffPush } from './push/staffPush.ts';
import { recipientsOf } from './recipients.ts';
import type { HookSender } from './webhooks/webhookSender.ts';

interface NotifierDeps {
  readonly directory: Pick<StaffDirectory, 'list'>;
  readonly notifications: Pick<NotificationStore, 'put'>;
  readonly records: Pick<RecordLog, 'append'>;
  /** Whether the head of a department's area has an address. */
  readonly hasHead: (department: string) => boolean;
  /** Null where no mail server is configured. */
  readonly mail: MailSender | null;
  /** Holds e-mails back in quiet hours; null as `mail`. */
  readonly heldMails: Pick<HeldMails, 'hold'> | null;
  /** Null where nobody is notified on devices. */
  readonly push: StaffPush | null;
  /** How people want to be notified. */
  readonly choices: Pick<NotificationChoices, 'of'>;
  readonly hooks: HookSender;
  readonly deputyOf: DeputyOf;
  readonly pubsub: PubSub;
  readonly clock: Clock;
}

/**
 * Creates the notifier. Each e-mail, each web hook call and the devices of each person are a separate record with one task in
 * the outbox: it is queued once, even if this is repeated, and retried on its own until it is delivered.
 */
export function createNotifier(deps: NotifierDeps): Notifier {
  const { directory, notifications, records, hasHead, mail, heldMails, push, choices, hooks, deputyOf, pubsub, clock } =
    deps;

  async function queue(tenant: string, id: string, target: string, notification: Notification): Promise<void> {
    const inbox = { tenant, account: notificationsAccount, name: `notification ${id} ${target}` };
    await records.append<NotificationRecord>(inbox, '', (known) =>
      known !== null
        ? null
        : {
            events: [{ type: 'notification.queued', notification: id, target }],
            state: { record: 'notification', shape: 1, notification: id, target },
            sideEffects: [{ type: 'send-notification', id, target, notification }],
          },
    );
  }

  /** How somebody wants this sent, besides the list in the console. */
  async function wantedWays(tenant: string, { person }: Recipient, reason: Notification['reason']) {
    if (mail === null && push === null) return [];
    const choice = await choices.of(tenant, person.id);
    const byMail = mail !== null && choice.ways[reason].includes('mail');
    const onDevices = (await push?.wants(person.id, reason, choice)) ?? false;
    return [...(byMail ? ['mail'] : []), ...(onDevices ? ['push'] : [])];
  }

  async function addToList(notification: SentNotification): Promise<void> {
    await notifications.put(notification);
    pubsub.publish(notificationsTopic(notification.person));
  }

  return {
    async fanOutNotification(notification, { tenant, revision, state }) {
      const id = notificationId(notification, revision);
      const staff = await directory.list(tenant);
      const { department } = notification;
      const assignee = assigneeOf(notification, state);
      const { people, head } = recipientsOf(notification, {
        staff,
        assignee,
        hasHead: hasHead(department),
      });
      const { case: code, reason, dueAt } = notification;
      const at = clock();
      const notified = await withDeputies(people, deputyOf, tenant, { ...notification, assignee });
      // Who is away finds it in their list when they come back.
      const listed = new Set([...notified.map(({ person }) => person.id), ...people.map((person) => person.id)]);
      for (const person of listed) await addToList({ tenant, person, id, at, code, reason, department, dueAt });
      const ways = await Promise.all(notified.map((each) => wantedWays(tenant, each, reason)));
      // The head of an area has no account, and so no choice.
      const toHead = head && mail !== null && usualChoice.ways[reason].includes('mail');
      const { insteadOf: _, ...plain } = notification;
      const targets = [
        ...notified.flatMap(({ person, insteadOf }, index) => {
          const sent = insteadOf === null ? plain : { ...plain, insteadOf };
          return (ways[index] ?? []).map((way) => ({ target: `${way}:${person.id}`, sent }));
        }),
        ...(toHead ? [{ target: `head:${department}`, sent: plain }] : []),
        ...hooks.targetsOf(reason).map((target) => ({ target, sent: plain })),
      ];
      for (const { target, sent } of targets) await queue(tenant, id, target, sent);
      if (targets.length > 0) pubsub.publish(outboxTopic);
    },

    async sendNotification({ id, target, notification }, { tenant }) {
      if (target.startsWith('hook:')) return hooks.send({ tenant, id, target, notification });
      if (target.startsWith('push:'))
        return (await push?.send(target.slice('push:'.length), id, notification)) ?? false;
      const { case: code, reason } = notification;
      const agent = target.startsWith('mail:') ? target.slice('mail:'.length) : null;
      // Also what a mail server could not take before the quiet hours began.
      if (agent !== null && (await heldMails?.hold({ agent, notification: id, case: code, reason }))) return false;
      // E-mail has been turned off since: nothing can send it.
      return (await mail?.send({ tenant, id, target, notification })) ?? false;
    },
  };
}

function assigneeOf({ case: code }: Notification, state: Commit['state']): string | null {
  if (isRecord(state)) return null;
  return state.cases.find((each) => each.code === code)?.assignee ?? null;
}
