import type { CaseCode } from './case.ts';
import type { ConversationId } from './conversation.ts';

/** The thread of a case in one place: a record of its own in the journal. */
export interface StaffThreadRecord {
  readonly record: 'staff-thread';
  readonly shape: 1;
  readonly place: string;
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
export interface StrangerRecord {
  readonly record: 'stranger';
  readonly shape: 1;
}
