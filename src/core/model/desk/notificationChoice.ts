import type { AgentId } from '../agent.ts';
import type { CaseCode } from '../case.ts';
import type { Notification } from './notification.ts';

export type NotificationReason = Notification['reason'];

/** All reasons, the most urgent first. */
export const notificationReasons = [
  'alert',
  'assigned',
  'transfer-returned',
  'transfer-taken',
  'mentioned',
  'citizen-wrote',
  'opened',
  'deadline',
  'breached',
  'ticket-failed',
  'ticket-closed',
  'glass-broken',
  'content-expires',
] as const satisfies readonly NotificationReason[];

/** The ways in which somebody is notified besides the list in the console, which has everything. */
export const notificationWays = ['sound', 'mail', 'push'] as const;
export type NotificationWay = (typeof notificationWays)[number];

/** Hours in which nothing is heard and nothing is sent, by the clock of the town. */
export interface QuietHours {
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`; not after `from`: on the next day. */
  readonly to: string;
  /** The days on which they begin, 1 (Monday) to 7 (Sunday). */
  readonly days: readonly number[];
  /** Whether alerts to a danger come through. */
  readonly emergencies: boolean;
}

/** How somebody wants to be notified. */
export interface NotificationChoice {
  readonly ways: Readonly<Record<NotificationReason, readonly NotificationWay[]>>;
  /** Null: there are none. */
  readonly quietHours: QuietHours | null;
}

/**
 * Of who has chosen nothing: what is seen in the console anyway is not worth an e-mail, and what can wait is not worth taking
 * out a phone. Devices are notified where somebody has switched one on.
 */
export const usualChoice: NotificationChoice = {
  ways: {
    alert: ['sound', 'mail', 'push'],
    assigned: ['sound', 'mail', 'push'],
    'transfer-returned': ['sound', 'mail', 'push'],
    'transfer-taken': ['sound'],
    mentioned: ['sound', 'mail', 'push'],
    'citizen-wrote': ['sound', 'push'],
    opened: ['sound'],
    deadline: ['sound', 'mail', 'push'],
    breached: ['sound', 'mail', 'push'],
    'ticket-failed': ['sound', 'mail'],
    'ticket-closed': ['sound', 'mail'],
    'glass-broken': ['sound', 'mail'],
    'content-expires': ['sound', 'mail'],
  },
  quietHours: null,
};

/** An e-mail that was held back in the quiet hours of its recipient. */
export interface HeldMail {
  readonly agent: AgentId;
  /** Id of the notification. */
  readonly notification: string;
  readonly case: CaseCode;
  readonly reason: NotificationReason;
}

/** All e-mails that are held back. */
export interface HeldMailRecord {
  readonly record: 'held-mail';
  readonly shape: 1;
  readonly held: readonly HeldMail[];
}

/** An e-mail to somebody was held back. */
export interface HeldMailEvent {
  readonly type: 'notification.held';
  readonly agent: AgentId;
  readonly by: null;
}

/** What was held back in somebody's quiet hours goes to them as one e-mail. */
export interface SendHeld {
  readonly type: 'send-held';
  /** Unique among the e-mails of this kind. */
  readonly id: string;
  readonly agent: AgentId;
  readonly held: readonly Pick<HeldMail, 'case' | 'reason'>[];
}
