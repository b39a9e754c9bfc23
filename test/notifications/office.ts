import { randomUUID } from 'node:crypto';
import { createSideEffects, reportingAlerts } from '../../src/core/engine/sideEffects.ts';
import { createNotificationChoices } from '../../src/core/journal/notificationChoices.ts';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import type { Agent } from '../../src/core/model/agent.ts';
import type { CaseState } from '../../src/core/model/case.ts';
import { newConversation } from '../../src/core/model/conversation.ts';
import type { Notification } from '../../src/core/model/event.ts';
import type { NotificationReport } from '../../src/core/ports/notifications.ts';
import { createMailSender, type Post } from '../../src/notifications/email/emailSender.ts';
import type { DueService } from '../../src/notifications/email/emailText.ts';
import { createHeldMails } from '../../src/notifications/email/heldMails.ts';
import { createNotifier } from '../../src/notifications/notifier.ts';
import { observedSending } from '../../src/notifications/observedSending.ts';
import type { SendPush } from '../../src/notifications/push/sendPush.ts';
import { createStaffDevices } from '../../src/notifications/push/staffDevices.ts';
import { createStaffPush } from '../../src/notifications/push/staffPush.ts';
import type { Hook } from '../../src/notifications/webhooks/webhook.ts';
import { createHookSender } from '../../src/notifications/webhooks/webhookSender.ts';
import { directoryOf } from '../support/agent.ts';
import { caseStateOf } from '../support/caseState.ts';
import { createClock, testDay } from '../support/clock.ts';
import { dispatcherOver } from '../support/dispatcher.ts';
import { createLog } from '../support/log.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { createMemoryNotifications } from '../support/memoryNotifications.ts';
import { createMemoryPersonalRecords } from '../support/memoryPersonalRecords.ts';
import { createMemoryKeys, createMemorySealer } from '../support/memorySealer.ts';
import { createPubSub } from '../support/pubsub.ts';

export const code = '7KQ4-M2XB';

export const notificationWith = (changes: Partial<Notification>): Notification => ({
  ...{ reason: 'deadline', case: code, department: 'oiac', agents: [], roles: ['agent'] },
  dueAt: testDay + 3_600_000,
  ...changes,
});

export const caseWith = (changes: Partial<CaseState>): CaseState => caseStateOf(code, testDay, changes);

/** Everything between a commit that asks for a notification and the outside, over a journal in memory. */
export function openOffice(deps: {
  agents: readonly Agent[];
  post: Post | null;
  hooks: readonly Hook[];
  /** Sends to devices; left out: nobody is notified there. */
  sendPush?: SendPush;
  timeZone?: string;
  /** Services that expire soon; left out: none. */
  services?: readonly DueService[];
  /** Who stands in for whom; left out: nobody. */
  deputies?: Readonly<Record<string, string>>;
}) {
  const clock = createClock(testDay);
  const store = createMemoryJournal();
  const keys = createMemoryKeys();
  const sealer = createMemorySealer(keys);
  const notifications = createMemoryNotifications();
  const directory = directoryOf(deps.agents);
  const pubsub = createPubSub();
  const log = createLog();
  const records = createRecordLog({ journal: store.journal, sealer, clock: clock.now, newId: randomUUID });
  const departments = () => [
    { id: 'oiac', name: { ca: 'Oficina', es: 'Oficina de atención', en: 'Citizens’ office' }, head: null },
    { id: 'hisenda', name: { ca: 'Hisenda', es: 'Hacienda', en: 'Taxes' }, head: 'cap@example.cat' },
  ];
  const publicUrl = 'https://bot.example.cat';
  const reports: NotificationReport[] = [];
  const observe = (report: NotificationReport) => void reports.push(report);
  const hooks = createHookSender({ hooks: deps.hooks, notifications, publicUrl, clock: clock.now, observe });
  const post = deps.post && observedSending(deps.post, 'mail', observe);
  const mail =
    post &&
    createMailSender({
      ...{ post, directory, departments, publicUrl, locale: 'ca' as const },
      timeZone: () => deps.timeZone ?? 'Europe/Madrid',
      dueServices: (ids) => (deps.services ?? []).filter(({ entry }) => ids.includes(entry)),
    });
  const hasHead = (id: string) => departments().some((each) => each.id === id && each.head !== null);
  const personal = createMemoryPersonalRecords();
  const choices = createNotificationChoices({ personal, clock: clock.now });
  const devices = createStaffDevices({ personal, clock: clock.now });
  const timeZone = () => deps.timeZone ?? 'Europe/Madrid';
  const push =
    deps.sendPush === undefined
      ? null
      : createStaffPush({
          ...{ tenant: 'default', send: deps.sendPush, devices, choices, directory, departments, timeZone, publicUrl },
          ...{ locale: 'ca', clock: clock.now, observe, log },
        });
  const heldMails =
    post &&
    createHeldMails({
      ...{ tenant: 'default', choices, records, directory, notifications, post, publicUrl, pubsub, clock: clock.now },
      ...{ timeZone, locale: 'ca' },
    });
  const notifier = createNotifier({
    push,
    choices,
    heldMails,
    directory,
    notifications,
    records,
    hasHead,
    mail,
    hooks,
    deputyOf: async (tenant, agent) => directory.find(tenant, deps.deputies?.[agent] ?? ''),
    pubsub,
    clock: clock.now,
  });
  const alerted: string[] = [];
  const channelTransfers = { offer: async () => {} };
  const caseProjection = { show: async () => {}, forget: async () => [] };
  const alertDelivered = async (_tenant: string, code: string) => void alerted.push(code);
  const runSideEffect = createSideEffects({
    keys,
    removeErasedFiles: async () => {},
    channelTransfers,
    caseProjection,
    notifier: reportingAlerts(notifier, alertDelivered),
    inboxSync: null,
    ...(heldMails && { sendHeld: heldMails.send }),
  });
  const { journal, outbox } = store;
  const deliveryDeps = { outbox, journal, sealer, runSideEffect, route: () => null, log };
  const dispatcher = dispatcherOver({ ...deliveryDeps, clock }, {});
  let revision = 0;

  return {
    clock,
    store,
    notifications,
    hooks,
    /** How each attempt to send an e-mail, to notify a device or to call a web hook ended. */
    reports,
    /** Cases of which an alert was delivered, one for each delivery. */
    alerted,
    log,
    directory,
    choices,
    devices,
    heldMails,
    /** A turn that asks for a notification. */
    async ask(notification: Notification, caseState: Partial<CaseState>): Promise<void> {
      revision += 1;
      const content = await sealer.seal('c-ana', { address: null, inbound: null, outbound: [] }, 'current');
      const outcome = await store.journal.append({
        ...{ tenant: 'default', account: 'web', conversation: 'c-ana', revision, inboundKey: `in ${revision}` },
        ...{ at: clock.now(), events: [], state: { ...newConversation(testDay), cases: [caseWith(caseState)] } },
        outbox: [{ ordinal: 0, kind: 'effect', sideEffect: { type: 'notify', notification } }],
        ...content,
      });
      if (outcome !== 'appended') throw new Error(outcome);
    },
    /** Carries a notification out once more, as after a crash. */
    async again(notification: Notification): Promise<void> {
      const commit = store.commits().find((each) => each.conversation === 'c-ana');
      if (commit) await runSideEffect({ type: 'notify', notification }, commit);
    },
    deliver: () => dispatcher.deliver(),
    /** Delivers, moving the clock to what is due next, until nothing is. */
    async deliverAll(most: number): Promise<void> {
      for (let round = 0; round < most; round++) {
        const due = await dispatcher.deliver();
        if (due === null) return;
        clock.advance(Math.max(0, due - clock.now()));
      }
    },
  };
}
