import type { AgentId } from '../model/agent.ts';
import type { CaseCode } from '../model/case.ts';
import type { Commit } from '../model/commit.ts';
import type { Notification, SideEffect } from '../model/event.ts';

/** Something that one person of staff was told, as their list in the console shows it. */
export interface SentNotification {
  readonly tenant: string;
  readonly person: AgentId;
  /** Unique among what the person was told: of case, revision and reason, so that telling again changes nothing. */
  readonly id: string;
  /** When they were told, milliseconds since 1970. */
  readonly at: number;
  readonly code: CaseCode;
  readonly reason: Notification['reason'];
  readonly department: string;
  /** By when something is due, milliseconds since 1970; null: nothing is. */
  readonly dueAt: number | null;
}

/** How the sending of one notice to one target stands. */
export interface NotificationDelivery {
  readonly tenant: string;
  /** Where it goes: `hook:` and the name of a web hook. */
  readonly target: string;
  readonly notification: string;
  readonly code: CaseCode;
  readonly reason: Notification['reason'];
  /** When it was tried last, milliseconds since 1970. */
  readonly at: number;
  readonly attempts: number;
  /** `failed`: it is tried again; `refused`: it is not. */
  readonly state: 'sent' | 'failed' | 'refused';
  /** What the other side answered, as in `503` or `ECONNREFUSED`; null when it took it. */
  readonly fault: string | null;
}

/** What staff were told, and what became of it on the way to other systems. */
export interface NotificationStore {
  /** Stores a notice; one that is there already stays as it is. */
  put(notification: SentNotification): Promise<void>;
  /**
   * What a person was told, the earliest first, at most `limit`: behind a cursor, or the newest (`after` null). The cursor
   * returned continues after the last of them; where nothing is left it is the one given.
   */
  list(
    tenant: string,
    person: AgentId,
    after: string | null,
    limit: number,
  ): Promise<{ readonly notifications: readonly SentNotification[]; readonly cursor: string | null }>;
  /** Notes how an attempt ended: `attempts` counts on by itself. */
  noteDelivery(delivery: Omit<NotificationDelivery, 'attempts'>): Promise<void>;
  /** The newest deliveries to a target, the newest first, at most `limit`. */
  deliveries(tenant: string, target: string, limit: number): Promise<readonly NotificationDelivery[]>;
}

/** How one attempt to tell staff by e-mail or web hook ended; nothing of what was said or to whom. */
export interface NotificationReport {
  readonly channel: 'mail' | 'webhook';
  /** Name of the web hook; null for e-mail. */
  readonly hook: string | null;
  readonly outcome: NotificationDelivery['state'];
}

/** A web hook as administrators see it. */
export interface HookView {
  /** Its name. */
  readonly id: string;
  readonly url: string;
  /** Reasons of the notices that it gets. */
  readonly reasons: readonly Notification['reason'][];
  /** The newest first. */
  readonly deliveries: readonly HookDelivery[];
}

/** One notice to a web hook. */
export interface HookDelivery {
  readonly id: string;
  readonly at: number;
  readonly reason: Notification['reason'];
  /** `waiting`: it is tried again. */
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly attempts: number;
  /** Status of the newest answer; null: none came. */
  readonly status: number | null;
}

/** Tells staff what a turn or the passing of time asks for. Doing either again changes nothing. */
export interface Notifier {
  /**
   * Finds out who is to be told, puts it into their list in the console, and lets the outbox send it by e-mail and to
   * web hooks, each by itself: a mail server that is away holds up nothing else.
   */
  fanOutNotification(notification: Notification, commit: Commit): Promise<void>;
  /**
   * Sends a notice to one target. Resolves to whether it was delivered: nothing is, where the target is gone since.
   * @throws `PlatformUnreachable` when it may go through later, `PlatformRefused` when it never will
   */
  sendNotification(sideEffect: Extract<SideEffect, { type: 'send-notification' }>, commit: Commit): Promise<boolean>;
}
