import type { StaffDirectory } from '../../core/model/agent.ts';
import type { Notification } from '../../core/model/event.ts';
import type { Locale, Localised } from '../../core/model/locale.ts';
import { type DueService, type MailTextValues, mailText, servicesText } from './emailText.ts';

/** One notification to send to one target. */
export interface NotificationToSend {
  readonly tenant: string;
  readonly id: string;
  readonly target: string;
  readonly notification: Notification;
}

/** Sends notifications by e-mail, to `mail:` and an agent or `head:` and a department. */
export interface MailSender {
  /**
   * Resolves to whether it was sent: a recipient who has gone since gets nothing.
   * @throws `PlatformUnreachable` or `PlatformRefused`, see `Post`
   */
  send(notification: NotificationToSend): Promise<boolean>;
}

/** An e-mail without its sender. */
export interface Email {
  /** The same for every attempt, so that mail servers can detect duplicates. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Further header fields; absent: none. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Passes an e-mail to the mail server. Resolves once the server has accepted it.
 * @throws `PlatformUnreachable` when the server may accept it later, `PlatformRefused` when it never will
 */
export type Post = (email: Email) => Promise<void>;

/** A department's names, as used in e-mails. */
export interface EmailDepartmentNames {
  readonly id: string;
  readonly name: Localised;
  /** Address of the head of the area; null: none is known. */
  readonly head: string | null;
}

interface EmailDeps {
  readonly post: Post;
  readonly directory: Pick<StaffDirectory, 'find'>;
  readonly departments: () => readonly EmailDepartmentNames[];
  /** Which of some services expire, and when; what was looked at meanwhile is left out. */
  readonly dueServices: (ids: readonly string[]) => readonly DueService[];
  /** The town's time zone, a name of the IANA list. */
  readonly timeZone: () => string;
  /** Public address of the service, without a trailing slash. */
  readonly publicUrl: string;
  /** Language of e-mails to recipients whose language is unknown. */
  readonly locale: Locale;
}

export function createMailSender(deps: EmailDeps): MailSender {
  const { post, directory, departments, dueServices, timeZone, publicUrl, locale } = deps;
  /** The recipient and their language; null when they have gone since. */
  async function readerOf({ tenant, target }: NotificationToSend): Promise<{ to: string; locale: Locale } | null> {
    const name = target.slice(target.indexOf(':') + 1);
    if (target.startsWith('head:')) {
      const to = departments().find(({ id }) => id === name)?.head ?? null;
      return to === null ? null : { to, locale };
    }
    const agent = await directory.find(tenant, name);
    return agent?.active ? { to: agent.email, locale: agent.locales[0] ?? locale } : null;
  }

  return {
    async send(sending) {
      const reader = await readerOf(sending);
      if (reader === null) return false;
      const { notification, id, target } = sending;
      const department = departments().find((each) => each.id === notification.department)?.name[reader.locale];
      const services = dueServices(notification.services ?? []);
      // Somebody has looked at them meanwhile.
      if (notification.reason === 'content-expires' && services.length === 0) return false;
      const { insteadOf } = notification;
      const away = insteadOf === undefined ? null : await directory.find(sending.tenant, insteadOf);
      const values: MailTextValues = {
        department: department ?? notification.department,
        publicUrl,
        timeZone: timeZone(),
        insteadOf: away?.name ?? null,
      };
      const { subject, text } =
        notification.reason === 'content-expires'
          ? servicesText(services, reader.locale, values)
          : mailText({ ...notification, reason: notification.reason }, reader.locale, values);
      await post({ id: `${id}.${target.replace(/[^\w.-]/g, '.')}`, to: reader.to, subject, text });
      return true;
    },
  };
}
