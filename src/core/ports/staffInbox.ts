import type { Commit } from '../model/commit.ts';
import type { SideEffect } from '../model/event.ts';

/**
 * A place of staff's own on a platform (a group with topics, a channel with threads) in which each case is a thread. An
 * account opens it; only members of staff are in it.
 */
export interface StaffInboxChannel {
  /** Opens a thread. Resolves to the platform's id of it. */
  open(title: string, signal: AbortSignal): Promise<string>;
  /** Posts plain text into a thread. */
  post(thread: string, text: string, signal: AbortSignal): Promise<void>;
  /** Closes a thread, or opens it again. */
  setOpen(thread: string, open: boolean, signal: AbortSignal): Promise<void>;
  /** Takes a thread away with all that was said in it. */
  remove(thread: string, signal: AbortSignal): Promise<void>;
}

/** Something that somebody wrote in a thread of a staff's place. */
export interface StaffMessage {
  readonly tenant: string;
  /** Account that the place belongs to, its id, and its channel. */
  readonly inbox: string;
  readonly channel: string;
  /** Null: outside of every thread. */
  readonly thread: string | null;
  /** The platform's id of who wrote. */
  readonly person: string;
  /** The platform's id of the message: a redelivery carries it again. */
  readonly id: string;
  readonly text: string;
  /** Whether there was more than words, which is not passed on. */
  readonly hasFiles: boolean;
}

/** Cases as threads where staff are. */
export interface InboxSync {
  /** Lets the cases of a conversation be shown as they are since a commit. Doing it again changes nothing. */
  follow(commit: Commit): Promise<void>;
  /** Shows a case as far as its record wants. */
  sync(sideEffect: Extract<SideEffect, { type: 'sync-case' }>, commit: Commit): Promise<void>;
  /** Takes away what was shown of a conversation whose person was erased. */
  forget(commit: Commit): Promise<void>;
}

/**
 * Handles what somebody wrote in a thread. Resolves to the answer that they get there; null: none. It never sends anything
 * to a citizen but the text of somebody listed that is no command and no note.
 */
export type OnStaffMessage = (message: StaffMessage) => Promise<string | null>;
