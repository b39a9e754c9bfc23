import type { CaseCode } from '../model/case.ts';
import type { Commit } from '../model/commit.ts';
import type { SideEffect } from '../model/event.ts';

/**
 * A staff inbox on a platform (a group with topics, a channel with threads) in which each case is a thread. An account
 * opens it; only staff are members.
 */
export interface StaffInboxChannel {
  /** Opens a thread. Resolves to the platform's id of it. */
  open(title: string, signal: AbortSignal): Promise<string>;
  /** Posts plain text into a thread. */
  post(thread: string, text: string, signal: AbortSignal): Promise<void>;
  /** Closes a thread, or opens it again. */
  setStatus(thread: string, status: 'open' | 'closed', signal: AbortSignal): Promise<void>;
  /** Removes a thread and everything in it. */
  remove(thread: string, signal: AbortSignal): Promise<void>;
}

/** A message from a thread of a staff inbox. */
export interface StaffMessage {
  readonly tenant: string;
  /** Id of the account that the inbox belongs to, and its channel. */
  readonly inbox: string;
  readonly channel: string;
  /** Null: outside any thread. */
  readonly thread: string | null;
  /** The platform's id of the sender. */
  readonly person: string;
  /** The platform's id of the message; a redelivery repeats it. */
  readonly id: string;
  readonly text: string;
  /** Whether the message had other content as well as text; it is not passed on. */
  readonly hasFiles: boolean;
}

/** Shows cases as threads on the platforms that staff use. */
export interface InboxSync {
  /** Queues the cases of a conversation to be shown as of a commit. Idempotent. */
  follow(commit: Commit): Promise<void>;
  /** Synchronises a case up to the revision that its record wants. */
  sync(sideEffect: Extract<SideEffect, { type: 'sync-case' }>, commit: Commit): Promise<void>;
  /** Removes what was shown of cases whose content was erased with a commit. */
  forget(commit: Commit, cases: readonly CaseCode[]): Promise<void>;
}

/**
 * Handles a message from staff. Resolves to the answer for the thread; null: none. The only text that ever reaches a
 * citizen is a message from a listed person that is neither a command nor a note.
 */
export type OnStaffMessage = (message: StaffMessage) => Promise<string | null>;
