import type { AgentId } from '../model/agent.ts';
import type { CaseCode } from '../model/case.ts';
import type { Commit } from '../model/commit.ts';
import type { Notification, SideEffect } from '../model/event.ts';

/** A notification to one person of staff, as their list in the console shows it. */
export interface SentNotification {
  readonly tenant: string;
  readonly person: AgentId;
  /**
   * Unique among a person's notifications: made from case, revision and reason, so that sending it again changes
   * nothing.
   */
  readonly id: string;
  /** When it was sent, milliseconds since 1970. */
  readonly at: number;
  /** About services: as `case` of the notification. */
  readonly code: CaseCode;
  readonly reason: Notification['reason'];
  readonly department: string;
  /** By when something is due, milliseconds since 1970; null: nothing is. */
  readonly dueAt: number | null;
}

/** The id of a notification: the same each time its commit requests it. */
export function notificationId({ case: code, reason }: Notification, revision: number): string {
  return `${code}.${revision}.${reason}`;
}

/** The revision of the commit that requested a notification about a case. */
export function revisionOf({ id, code }: Pick<SentNotification, 'id' | 'code'>): number {
  return Number.parseInt(id.slice(code.length + 1), 10);
}

/** A notification in its recipient's list. */
export interface ListedNotification extends SentNotification {
  /** When they read it, on any of their devices; null: they have not. */
  readonly readAt: number | null;
}

/** What somebody has not read yet. */
export interface UnreadNotifications {
  readonly count: number;
  /** The cases that they are about, each once, at most 500. */
  readonly codes: readonly CaseCode[];
}

/** Maximum number of codes in `UnreadNotifications`. */
export const maxUnreadCodes = 500;

/** The state of a notification's delivery to one target. */
export interface NotificationDelivery {
  readonly tenant: string;
  /** The target: `hook:` and the name of a web hook. */
  readonly target: string;
  readonly notification: string;
  readonly code: CaseCode;
  readonly reason: Notification['reason'];
  /** Time of the last attempt, milliseconds since 1970. */
  readonly at: number;
  readonly attempts: number;
  /** `failed`: it will be retried; `refused`: it will not. */
  readonly state: 'sent' | 'failed' | 'refused';
  /** The answer of the other side, as in `503` or `ECONNREFUSED`; null when it accepted. */
  readonly fault: string | null;
}

/** Notifications to staff, and their deliveries to other systems. */
export interface NotificationStore {
  /** Stores a notification; an existing one stays as it is. */
  put(notification: SentNotification): Promise<void>;
  /**
   * A person's notifications, oldest first, at most `limit`: those after a cursor, or the newest (`after` null). The
   * returned cursor continues after the last of them; where nothing is left it is the given one.
   */
  list(
    tenant: string,
    person: AgentId,
    after: string | null,
    limit: number,
  ): Promise<{ readonly notifications: readonly ListedNotification[]; readonly cursor: string | null }>;
  unread(tenant: string, person: AgentId): Promise<UnreadNotifications>;
  /** Marks a person's notifications as read: those of a case, or all (`code` null). Those that are keep their time. */
  markRead(tenant: string, person: AgentId, code: CaseCode | null, at: number): Promise<void>;
  /** Records the result of an attempt; `attempts` is counted automatically. */
  noteDelivery(delivery: Omit<NotificationDelivery, 'attempts'>): Promise<void>;
  /** The newest deliveries to a target, newest first, at most `limit`. */
  deliveries(tenant: string, target: string, limit: number): Promise<readonly NotificationDelivery[]>;
}

/**
 * The result of one attempt to send an e-mail or a text message, to notify a device of staff, or to call a web hook, without content or
 * recipient.
 */
export interface NotificationReport {
  readonly channel: 'mail' | 'sms' | 'push' | 'webhook';
  /** Name of the web hook; null for the others. */
  readonly hook: string | null;
  readonly outcome: NotificationDelivery['state'];
}

/** A web hook as administrators see it. */
export interface HookView {
  /** Its name. */
  readonly id: string;
  readonly url: string;
  /** Reasons of the notifications that it receives. */
  readonly reasons: readonly Notification['reason'][];
  /** Newest first. */
  readonly deliveries: readonly HookDelivery[];
}

/** One notification to a web hook. */
export interface HookDelivery {
  readonly id: string;
  readonly at: number;
  readonly reason: Notification['reason'];
  /** `waiting`: it will be retried. */
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly attempts: number;
  /** HTTP status of the newest response; null: there was none. */
  readonly status: number | null;
}

/** Notifies staff as a turn or the passing of time requires. Both methods are idempotent. */
export interface Notifier {
  /**
   * Finds the recipients, adds the notification to their lists in the console, and queues each e-mail, web hook and person's
   * devices separately in the outbox, so that a mail server that is down holds up nothing else.
   */
  fanOutNotification(notification: Notification, commit: Commit): Promise<void>;
  /**
   * Sends a notification to one target. Resolves to whether it was delivered: false where the target no longer exists.
   * @throws `PlatformUnreachable` when a later attempt may succeed, `PlatformRefused` when none will
   */
  sendNotification(sideEffect: Extract<SideEffect, { type: 'send-notification' }>, commit: Commit): Promise<boolean>;
}
