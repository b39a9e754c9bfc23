import type { DueWindow } from '../../core/cases/board/dueWindow.ts';
import type { OddReading } from '../../core/journal/oddReadings.ts';
import type { NotedReading } from '../../core/journal/staffReadings.ts';
import type { NotificationChoice } from '../../core/model/desk/notificationChoice.ts';
import type { CaseOrder, DeadlineOutcome } from '../../core/ports/caseIndex.ts';
import type { StaffDevice } from '../../core/ports/desk/staffDevices.ts';
import type { UnreadNotifications } from '../../core/ports/notifications.ts';

export const queues = ['mine', 'department', 'unassigned', 'all', 'breached', 'proposed'] as const;
export type Queue = (typeof queues)[number];

/** Which cases are listed; see `GET cases`. */
export interface CaseListQuery {
  queue?: Queue;
  status?: string;
  department?: string;
  account?: string;
  kind?: string;
  agent?: string;
  priority?: string;
  locale?: string;
  rating?: string;
  label?: string;
  due?: DueWindow;
  first?: DeadlineOutcome;
  resolution?: DeadlineOutcome;
  answered?: 'yes' | 'no' | 'waiting';
  from?: number;
  to?: number;
  search?: string;
  order?: CaseOrder;
  after?: string;
  limit?: number;
}

export interface FoundEntry {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly source: string | null;
}

export interface SeenNotification {
  readonly id: string;
  readonly at: number;
  readonly code: string;
  readonly reason: string;
  readonly department: string;
  readonly isRead: boolean;
  /** What a colleague wrote with it, of whom the case came or who took it. Absent: nothing. */
  readonly says?: { readonly by: string; readonly text: string };
}

/** How a browser is reached, as it said when it subscribed, and what its person knows it by. */
export type GivenDevice = Pick<StaffDevice, 'name' | 'endpoint' | 'p256dh' | 'auth'>;

/** The id of a browser that is notified from now on, and what its person sees then. */
export interface AddedDevice {
  readonly added: string;
  readonly view: NotificationChoiceView;
}

/** How somebody wants to be notified, and what is possible. */
export interface NotificationChoiceView {
  readonly choice: NotificationChoice;
  /** Whether e-mails can be sent. */
  readonly sendsMail: boolean;
  /** Notifications on devices while no page of ours is open; null: there are none. */
  readonly push: {
    /** By what a browser knows us when it subscribes: base64url. */
    readonly publicKey: string;
    /** The person's devices, the oldest first. */
    readonly devices: readonly Pick<StaffDevice, 'id' | 'name' | 'addedAt'>[];
  } | null;
  /** Of the town, by whose clock the quiet hours go: a name of the IANA list. */
  readonly timeZone: string;
}

export interface NotificationList {
  /** Newest first. */
  readonly notifications: readonly SeenNotification[];
  readonly unread: UnreadNotifications;
}

/** What somebody has begun to write in a case; empty: nothing. */
export interface CaseDraft {
  readonly reply: string;
  readonly note: string;
}

/** A queue with its filters, under a name of one's own. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly filter: {
    readonly queue: Queue;
    readonly status: 'pending' | 'snoozed' | 'undone' | 'closed' | 'any';
    readonly department: string;
    readonly account: string;
    readonly kind: string;
    /** Who is responsible: an id, or `nobody`. */
    readonly agent: string;
    readonly priority: string;
    readonly locale: string;
    /** From 1 to 5, separated by commas. */
    readonly rating: string;
    /** Labels, by id, separated by commas. */
    readonly label: string;
    readonly due: '' | DueWindow;
    readonly first: '' | DeadlineOutcome;
    readonly resolution: '' | DeadlineOutcome;
    readonly answered: '' | 'yes' | 'no' | 'waiting';
    /** Opened in so many days, today included. */
    readonly days: string;
    /** The first and the last day on which they were opened, `YYYY-MM-DD`; empty: any. */
    readonly since: string;
    readonly until: string;
    readonly order: CaseOrder;
    readonly search: string;
  };
}

/** Who read what on a day, newest first. */
export interface ReadingsOfDay {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly readings: readonly (NotedReading & { readonly odd: readonly OddReading[] })[];
  /** The value for `before`; null: there is no more of this day. */
  readonly next: number | null;
}
