import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Content } from '../content/content.ts';
import { dueServicesIn } from '../content/reminders.ts';
import type { DeputyOf } from '../core/cases/sharing/standIn.ts';
import type { SideEffectDeps } from '../core/engine/sideEffects.ts';
import { createNotificationChoices } from '../core/journal/notificationChoices.ts';
import type { RecordLog } from '../core/journal/recordLog.ts';
import type { StaffDirectory } from '../core/model/agent.ts';
import type { CaseIndex } from '../core/ports/caseIndex.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { StaffDevices } from '../core/ports/desk/staffDevices.ts';
import type { Log } from '../core/ports/log.ts';
import type { NotificationReport, NotificationStore, Notifier } from '../core/ports/notifications.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import type { PersonalRecords } from '../core/ports/staffStore.ts';
import { createMailSender, type EmailDepartmentNames, type Post } from '../notifications/email/emailSender.ts';
import { createSmtpPost } from '../notifications/email/smtpTransport.ts';
import { createNotifier } from '../notifications/notifier.ts';
import { observedSending } from '../notifications/observedSending.ts';
import { createSendPush } from '../notifications/push/sendPush.ts';
import { createStaffDevices } from '../notifications/push/staffDevices.ts';
import { createStaffPush } from '../notifications/push/staffPush.ts';
import { sendingOnce } from '../notifications/sendOnce.ts';
import { createSmsGateway, type SendText } from '../notifications/sms/smsGateway.ts';
import { readWebhooks } from '../notifications/webhooks/readWebhooks.ts';
import { createHookSender, type HookSender } from '../notifications/webhooks/webhookSender.ts';
import { type BotBoardMails, openBoardMails } from './boardMails.ts';
import { type BotContentReminders, openContentReminders } from './contentReminders.ts';
import { openDeputies } from './deputies.ts';
import { type BotHeldMails, openHeldMails } from './heldMails.ts';
import type { Push } from './push.ts';

/** Everything that notifies staff, as configured. */
export interface Notifications {
  readonly notifier: Notifier;
  /** The current names of the departments. */
  readonly departments: () => readonly EmailDepartmentNames[];
  /** The web hooks and their newest deliveries, for administrators. */
  readonly hooks: HookSender['view'];
  /** Calls one with a signed `ping`. */
  readonly pingHook: (name: string) => ReturnType<HookSender['ping']>;
  /** Sends e-mails; null where no mail server is configured. */
  readonly post: Post | null;
  /** Sends text messages to citizens, and how many codes a day; null where no gateway is configured. */
  readonly texts: { readonly send: SendText; readonly codesPerDay: number } | null;
  /** The deputy of staff who are away. */
  readonly deputyOf: DeputyOf;
  /** The figures of the board by e-mail; null where no mail server is configured. */
  readonly boardMails: BotBoardMails | null;
  /** What waits for the end of quiet hours; null where no mail server is configured. */
  readonly heldMails: BotHeldMails | null;
  /** Reminds the owners of services before something in them expires. */
  readonly reminders: BotContentReminders;
  /** The browsers on which staff are notified. */
  readonly devices: StaffDevices;
  readonly sideEffects: Pick<SideEffectDeps, 'sendBoard' | 'sendHeld'>;
}

interface NotificationsDeps {
  readonly config: Pick<Config, 'mail' | 'sms' | 'webhooks' | 'locale'>;
  readonly publicUrl: string;
  readonly directory: Pick<StaffDirectory, 'list' | 'find'>;
  readonly notifications: NotificationStore;
  readonly personal: PersonalRecords;
  /** Null where nobody is notified on devices. */
  readonly push: Pick<Push, 'vapid' | 'services'> | null;
  readonly records: RecordLog;
  readonly content: () => Pick<Content, 'departments' | 'calendar' | 'faq'>;
  readonly tenant: string;
  readonly cases: Pick<CaseIndex, 'facts'>;
  /** For the links of e-mails. */
  readonly secret: Uint8Array;
  readonly pubsub: PubSub;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
  /** Called for every attempt to send an e-mail, to notify a device or to call a web hook. */
  readonly observe: (report: NotificationReport) => void;
}

/** @throws {CodedError} `config.invalid` or `account.secret`, for the file of web hooks */
export async function openNotifications(deps: NotificationsDeps): Promise<Notifications> {
  const { config, publicUrl, directory, notifications, personal, push, records, content, pubsub, clock, observe } =
    deps;
  const deputyOf = openDeputies(deps);
  const timeZone = () => content().calendar.timeZone;
  const departments = (): readonly EmailDepartmentNames[] =>
    content().departments.departments.map(({ id, name, head }) => ({ id, name, head: head ?? null }));
  const hooks = createHookSender({
    hooks: config.webhooks === null ? [] : await readWebhooks(config.webhooks),
    notifications,
    publicUrl,
    clock,
    observe,
  });
  const post =
    config.mail && sendingOnce(observedSending(createSmtpPost(config.mail.url, config.mail.from), 'mail', observe));
  const mail =
    post === null
      ? null
      : createMailSender({
          post,
          directory,
          departments,
          dueServices: (ids) => dueServicesIn(content(), ids, clock()),
          timeZone,
          publicUrl,
          locale: config.locale,
        });
  const hasHead = (id: string) => departments().some((each) => each.id === id && each.head !== null);
  const choices = createNotificationChoices({ personal, clock });
  const held = openHeldMails({ ...deps, choices, post, timeZone, locale: config.locale });
  const board = openBoardMails({ ...deps, post, timeZone });
  const devices = createStaffDevices({ personal, clock });
  const toDevices =
    push &&
    createStaffPush({
      tenant: deps.tenant,
      send: createSendPush({ ...push, clock }),
      devices,
      choices,
      directory,
      departments,
      timeZone,
      publicUrl,
      locale: config.locale,
      clock,
      observe,
      log: deps.log,
    });
  const around = { directory, notifications, choices, heldMails: held.mails, mail, push: toDevices, hooks };
  return {
    notifier: createNotifier({ ...around, records, hasHead, deputyOf, pubsub, clock }),
    departments,
    hooks: hooks.view,
    pingHook: (name) => hooks.ping(name, `ping.${randomUUID()}`),
    post,
    texts: config.sms && {
      send: observedSending(createSmsGateway(config.sms), 'sms', observe),
      codesPerDay: config.sms.codesPerDay,
    },
    deputyOf,
    reminders: openContentReminders(deps),
    boardMails: board.boardMails,
    heldMails: held.following,
    devices,
    sideEffects: { ...board.sideEffects, ...held.sideEffects },
  };
}
