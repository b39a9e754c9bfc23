import type { Agent, AgentId } from './agent.ts';
import type { CaseCode } from './case.ts';
import type { ConversationId } from './conversation.ts';
/** The thread of a case in one staff inbox: a separate record in the journal. */
export interface StaffThreadRecord {
  readonly record: 'staff-thread';
  readonly shape: 1;
  readonly inbox: string;
  readonly case: CaseCode;
  readonly conversation: ConversationId;
  /** The platform's id of the thread; null: not opened yet. */
  readonly thread: string | null;
  /** Revision of the conversation up to which it should be shown, and up to which it was shown. */
  readonly wanted: number;
  readonly shown: number;
  /** Keys of the newest commits that came from the thread itself and are therefore already shown there. */
  readonly own: readonly string[];
  /** Whether the thread is to be removed because its person was erased. */
  readonly removed: boolean;
}

/** The case to which a thread belongs. */
export interface ThreadOfRecord {
  readonly record: 'thread-of';
  readonly shape: 1;
  readonly case: CaseCode;
}

/** An unknown sender in a staff inbox, who was answered once. */
export interface UnknownSenderRecord {
  readonly record: 'unknown-sender';
  readonly shape: 1;
}

/** The state of one day's record of readings. */
export interface ReadingsRecord {
  readonly record: 'readings';
  readonly shape: 1;
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
}

/** What staff read of citizens: a case, a file, the snippets of a list or a search, or cases opened for a reason. */
export const readingKinds = ['case', 'file', 'list', 'search', 'glass', 'unanswered'] as const;

export type ReadingKind = (typeof readingKinds)[number];

/** A notification for one target, as a separate record, so that none waits for another. */
export interface NotificationRecord {
  readonly record: 'notification';
  readonly shape: 1;
  readonly notification: string;
  readonly target: string;
}

/** The state of a person's own record in the journal: their permissions, but no name. */
export interface StaffRecord {
  readonly record: 'staff';
  readonly shape: 1;
  readonly id: AgentId;
  readonly active: boolean;
  readonly roles: Agent['roles'];
  readonly departments: Agent['departments'];
}

/** The state of the record of refused sign-ins. */
export interface SignInsRecord {
  readonly record: 'sign-ins';
  readonly shape: 1;
  /** Total number of refused sign-ins. */
  readonly refused: number;
}

/** The public log that belongs to this journal, so that no second one is begun elsewhere. */
export interface PublicLogRecord {
  readonly record: 'public-log';
  readonly shape: 1;
  /** The log's name: a host and a path. */
  readonly origin: string;
  /** Hex id of its key. */
  readonly key: string;
  /** Whether it was set aside, so that another one may be begun. */
  readonly retired: boolean;
}
