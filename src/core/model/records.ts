import type { Agent, AgentId } from './agent.ts';
import type { CaseCode } from './case.ts';
import type { ConversationId } from './conversation.ts';
/** The thread of a case in one place: a record of its own in the journal. */
export interface StaffThreadRecord {
  readonly record: 'staff-thread';
  readonly shape: 1;
  readonly inbox: string;
  readonly case: CaseCode;
  readonly conversation: ConversationId;
  /** The platform's id of the thread, of the city's own place; null: not opened yet. */
  readonly thread: string | null;
  /** Revision of the conversation up to which it is to be shown, and up to which it was. */
  readonly wanted: number;
  readonly shown: number;
  /** Keys of the newest commits that came from the thread itself: they stand there already. */
  readonly own: readonly string[];
  /** The thread is to be taken away: its person was erased. */
  readonly removed: boolean;
}

/** The case to which a thread belongs. */
export interface ThreadOfRecord {
  readonly record: 'thread-of';
  readonly shape: 1;
  readonly case: CaseCode;
}

/** Somebody who wrote in a staff's place and is not listed: told so once. */
export interface UnknownSenderRecord {
  readonly record: 'unknown-sender';
  readonly shape: 1;
}

/** The state of the record of a day's readings. */
export interface ReadingsRecord {
  readonly record: 'readings';
  readonly shape: 1;
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
}

/** What staff read of citizens: a case, a file, the snippets of a list or a search; or what they opened for a reason. */
export const readingKinds = ['case', 'file', 'list', 'search', 'glass', 'unanswered'] as const;

export type ReadingKind = (typeof readingKinds)[number];

/** A notice on its way to one target, as a record of its own: so none waits for another one. */
export interface NotificationRecord {
  readonly record: 'notification';
  readonly shape: 1;
  readonly notification: string;
  readonly target: string;
}

/** The state of a person's own record in the journal: what they may do, and no name. */
export interface StaffRecord {
  readonly record: 'staff';
  readonly shape: 1;
  readonly id: AgentId;
  readonly active: boolean;
  readonly roles: Agent['roles'];
  readonly departments: Agent['departments'];
}

/** The state of the record of sign-ins that were refused. */
export interface SignInsRecord {
  readonly record: 'sign-ins';
  readonly shape: 1;
  /** How many, from the beginning. */
  readonly refused: number;
}
