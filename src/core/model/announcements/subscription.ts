import type { Locale } from '../locale.ts';

/** What somebody wants to be told of, and how: ids only. */
export interface SubscriptionChoice {
  /** Ids of alerts of dialogs/subscriptions.yaml. */
  readonly alerts: readonly string[];
  /** Id of a neighbourhood of it; null: the whole town. */
  readonly neighbourhood: string | null;
  readonly pace: 'at-once' | 'digest';
}

/** An announcement that somebody was told of. */
export interface SentAnnouncement {
  readonly id: string;
  readonly version: string;
  /** When what it tells of ends, milliseconds since 1970. */
  readonly until: number;
  /** Of the commit that told it. */
  readonly revision: number;
  /** What they were told of it before, oldest first: the newest few, without what reached nobody. */
  readonly earlier?: readonly SentVersion[];
  /** The mail server refused it for good: it did not arrive. Absent: nothing is known against it. */
  readonly refused?: true;
}

/** A version of an announcement, and the commit that told it. */
type SentVersion = Pick<SentAnnouncement, 'version' | 'revision'>;

/** The version of which somebody was told before the newest one; null: of none. */
export function formerVersion({ earlier }: Pick<SentAnnouncement, 'earlier'>): string | null {
  return earlier?.at(-1)?.version ?? null;
}

/** A day on which somebody wants to be reminded of something of their own. */
export interface Reminder {
  readonly what: ReminderKind;
  /** The day on which it is sent, `YYYY-MM-DD` in the town. */
  readonly day: string;
  /** Whether it comes again a week later. */
  readonly weekly: boolean;
}

export const reminderKinds = ['collection', 'tax', 'document'] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/**
 * Somebody who subscribes to announcements. It is part of the state of their conversation, so that it ends with it. The address
 * is sealed, as that of every conversation.
 */
export interface Subscription extends SubscriptionChoice {
  /** `here`: in the conversation itself; `email`: the address of the conversation is one of e-mail. */
  readonly by: 'here' | 'email';
  /** `asked`: the reader of the address has not said yes. */
  readonly state: 'asked' | 'active' | 'paused';
  readonly locale: Locale;
  /** What is announced from then on is told, milliseconds since 1970: the consent, or the end of a pause. */
  readonly since: number;
  /** Of the commit that asked for the confirmation: an older link confirms nothing. */
  readonly asked: number;
  /** What is wanted from the next confirmation on; absent: nothing else. */
  readonly pending?: SubscriptionChoice;
  /** Names the conversation in which it was asked for, and with which it ends, to nobody else; absent: a page. */
  readonly askedIn?: string;
  /** When the key was new under which the address is sealed. */
  readonly keyedAt: number;
  readonly sent: readonly SentAnnouncement[];
}

/** A step of a subscription: never its address, nor what it is about. */
export type SubscriptionEvent =
  | {
      readonly type:
        | 'subscription.asked'
        | 'subscription.begun'
        | 'subscription.changed'
        | 'subscription.paused'
        | 'subscription.resumed'
        | 'subscription.ended'
        /** The address was sealed again under a new key, so that what is older can be erased. */
        | 'subscription.kept'
        | 'subscription.reminded';
    }
  /** `not-sent`: it was stopped after it had been recorded, and reached nobody. `refused`: the mail server did not take it. */
  | {
      readonly type: 'subscription.notified' | 'subscription.not-sent' | 'subscription.refused';
      readonly announcements: readonly string[];
    };

/** Where subscriptions by e-mail are asked for and answered. */
interface SubscriptionByMail extends SubscriptionChoice {
  readonly locale: Locale;
}

/** The same, with the conversation in which it is asked for: see `askedIn` of a subscription. */
export interface AskedByMail extends SubscriptionByMail {
  readonly askedIn?: string;
}

/** What is to be done outside after a step of an announcement or a subscription. */
export type AnnouncementSideEffect =
  /** The post of an announcement on an account is to become what its record wants. */
  | { readonly type: 'post-announcement'; readonly announcement: string; readonly account: string }
  /** The reader of an address is to be asked whether they want to be told of announcements there. */
  | { readonly type: 'ask-subscriber' }
  /** The same in the conversation of an address that was written in this one, and is sealed with it. */
  | ({ readonly type: 'subscribe-by-mail' } & SubscriptionByMail)
  /** Announcements, in these versions, go to the address of the conversation. */
  | {
      readonly type: 'mail-subscriber';
      readonly announcements: readonly { readonly id: string; readonly version: string }[];
    }
  /** The subscription of the conversation began, changed or ended. */
  | { readonly type: 'subscription-changed' }
  /** The subscription that was asked for here, in the conversation of an address, ends with this one. */
  | { readonly type: 'end-subscription'; readonly conversation: string };

/** The sealed address of a conversation that consists of a subscription by e-mail. */
interface MailAddress {
  readonly email: string;
}

export function isMailAddress(address: unknown): address is MailAddress {
  return typeof address === 'object' && address !== null && 'email' in address && typeof address.email === 'string';
}

/** The account of conversations that consist of a subscription by e-mail: no channel can have this id. */
export const mailAccount = '(mail)';

/** The name of the conversation of an address: asked for twice, it is one. */
export function mailConversation(email: string): string {
  return `mail ${email.trim().toLowerCase()}`;
}

/** Signals that somebody began, changed or ended a subscription. */
export const subscriptionsTopic = 'subscriptions';
