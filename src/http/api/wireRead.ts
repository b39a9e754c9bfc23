import type { NotedReading } from '../../core/journal/readings.ts';
import type { UnreadNotifications } from '../../core/ports/notifications.ts';

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
}

export interface NotificationList {
  /** Newest first. */
  readonly notifications: readonly SeenNotification[];
  readonly unread: UnreadNotifications;
}

/** Who read what on a day, newest first. */
export interface ReadingsOfDay {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly readings: readonly NotedReading[];
  /** The value for `before`; null: there is no more of this day. */
  readonly next: number | null;
}
