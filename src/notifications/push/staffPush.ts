import { isHeldBack } from '../../core/cases/notified/quietHours.ts';
import type { NotificationChoices } from '../../core/journal/notificationChoices.ts';
import type { AgentId, StaffDirectory } from '../../core/model/agent.ts';
import type { NotificationChoice } from '../../core/model/desk/notificationChoice.ts';
import type { Notification } from '../../core/model/event.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { StaffDevices } from '../../core/ports/desk/staffDevices.ts';
import type { Log } from '../../core/ports/log.ts';
import type { NotificationReport } from '../../core/ports/notifications.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import type { EmailDepartmentNames } from '../email/emailSender.ts';
import { stringsIn } from '../strings.ts';
import type { PushNews } from './citizenPush.ts';
import { createPushOnce, topicNamed } from './pushOnce.ts';
import type { SendPush } from './sendPush.ts';

export interface StaffPushDeps {
  readonly tenant: string;
  readonly send: SendPush;
  readonly devices: Pick<StaffDevices, 'of' | 'remove'>;
  readonly choices: Pick<NotificationChoices, 'of'>;
  readonly directory: Pick<StaffDirectory, 'find'>;
  readonly departments: () => readonly EmailDepartmentNames[];
  readonly timeZone: () => string;
  readonly publicUrl: string;
  /** Language for people whose language is unknown. */
  readonly locale: Locale;
  readonly clock: Clock;
  /** Called for every attempt, per device. */
  readonly observe: (report: NotificationReport) => void;
  readonly log: Log;
}

/** Notifies staff on their devices, of what they want to be notified there. */
export interface StaffPush {
  /** Whether somebody has a device and, by their choice, wants this on it now: what comes in quiet hours stays in the list. */
  wants(person: AgentId, reason: Notification['reason'], choice: NotificationChoice): Promise<boolean>;
  /**
   * Sends a notification to all devices of somebody. Resolves to whether any took it: to who has gone, or has quiet hours by
   * now, nothing is sent. `id`: of the notification. @throws `PlatformUnreachable`: later perhaps
   */
  send(person: AgentId, id: string, notification: Notification): Promise<boolean>;
}

export function createStaffPush(deps: StaffPushDeps): StaffPush {
  const { tenant, devices, choices, directory, timeZone, clock, observe } = deps;
  const push = createPushOnce({ ...deps, subject: 'staff' });
  const report = (outcome: NotificationReport['outcome']) => observe({ channel: 'push', hook: null, outcome });

  /** The devices on which somebody wants this now. */
  async function wanted(person: AgentId, reason: Notification['reason'], choice: NotificationChoice) {
    const isWanted = choice.ways[reason].includes('push') && !isHeldBack(choice, reason, clock(), timeZone());
    return isWanted ? devices.of(tenant, person) : [];
  }

  function newsOf({ reason, case: code, department }: Notification, locale: Locale): PushNews {
    const { mail, held } = stringsIn(locale);
    const console = `${deps.publicUrl}/console`;
    const name = deps.departments().find(({ id }) => id === department)?.name[locale];
    const isOfServices = reason === 'content-expires';
    return {
      title: isOfServices ? held.services : interpolate(mail.subject[reason], { code }),
      body: name === undefined ? '' : interpolate(mail.department, { department: name }),
      url: isOfServices ? `${console}/contingut` : `${console}/cas/${encodeURIComponent(code)}`,
      end: null,
      lang: locale,
      tag: code,
    };
  }

  return {
    wants: async (person, reason, choice) => (await wanted(person, reason, choice)).length > 0,
    async send(person, id, notification) {
      const agent = await directory.find(tenant, person);
      if (!agent?.active) return false;
      const found = await wanted(person, notification.reason, await choices.of(tenant, person));
      const news = newsOf(notification, agent.locales[0] ?? deps.locale);
      const message = { text: JSON.stringify(news), topic: topicNamed(`staff ${notification.case}`) };
      const outcomes = await Promise.allSettled(
        found.map(async (device) => {
          const outcome = await push(`${person} ${id} ${device.id}`, device, message);
          if (outcome === 'gone') await devices.remove(tenant, person, device.id);
          if (outcome !== 'sent-before') report(outcome === 'sent' ? 'sent' : 'refused');
          return outcome;
        }),
      );
      const failed = outcomes.filter(({ status }) => status === 'rejected');
      for (const _each of failed) report('failed');
      if (failed[0]?.status === 'rejected') throw failed[0].reason;
      return outcomes.some((each) => each.status === 'fulfilled' && each.value.startsWith('sent'));
    },
  };
}
