import type { CaseCloseReason, CaseCode } from '../case.ts';
import type { ConversationId } from '../conversation.ts';
import type { Kind } from '../kind.ts';
import type { FileRef } from '../message.ts';

/** What is stated about what was said: what is right instead, or why it should not be used. */
export const statementKinds = ['correction', 'objection'] as const;
export type StatementKind = (typeof statementKinds)[number];

/** One message as it is kept. */
export interface KeptMessage {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly from: 'person' | 'assistant' | 'staff' | 'note' | StatementKind;
  readonly text: string;
  readonly files: readonly FileRef[];
}

/** What is kept of a case, which is not encrypted. */
export interface PersonalCase {
  readonly code: CaseCode;
  readonly kind: Kind;
  readonly department: string;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly outcome: CaseCloseReason | null;
  readonly rating: number | null;
  /** What was told in a form, by the name of the question; values as they were said back to the person. */
  readonly answers: Readonly<Record<string, string>>;
}

/** A browser that was to be told of answers, as long as it is known how it is reached. */
export interface KeptDevice {
  /** When it was asked for, milliseconds since 1970. */
  readonly at: number;
  /** Origin of the push service behind it: the rest of its address would let others push to it. */
  readonly service: string;
}

/** That somebody subscribes to announcements, as it is kept. */
export interface KeptSubscription {
  readonly since: number;
  readonly state: 'asked' | 'active' | 'paused';
  /** Ids of alerts and of a neighbourhood of dialogs/subscriptions.yaml. */
  readonly alerts: readonly string[];
  readonly neighbourhood: string | null;
  readonly pace: 'at-once' | 'digest';
  /** The address; null: in the conversation itself. */
  readonly email: string | null;
  /** How many announcements it remembers to have told. */
  readonly sent: number;
}

/** Everything that is kept of one conversation. */
export interface KeptConversation {
  readonly id: ConversationId;
  readonly account: string;
  readonly startedAt: number;
  readonly newest: number;
  readonly language: string | null;
  readonly messages: readonly KeptMessage[];
  readonly devices: readonly KeptDevice[];
  /** The person's subscription; null: none. */
  readonly subscription: KeptSubscription | null;
  /** Turns whose content was erased: only that they took place is known. */
  readonly erased: number;
  /** Internal notes of staff that are left out of what people take themselves. */
  readonly notesLeftOut: number;
  readonly cases: readonly PersonalCase[];
  readonly isHeld: boolean;
  readonly isRestricted: boolean;
  /** Whether the person restricted it themself. */
  readonly isOwnRestriction: boolean;
}

/** Everything that is kept about a person, as far as the conversations are known to be theirs. */
export interface PersonalData {
  readonly madeAt: number;
  /** The newest last. */
  readonly conversations: readonly KeptConversation[];
}

/** What an erasure did, and checked afterwards. */
export interface ErasedPerson {
  readonly conversations: number;
  readonly messages: number;
  readonly files: number;
  /** Turns that can still be read, and files that are still there: none, or the erasure is tried again. */
  readonly readable: number;
  readonly filesLeft: number;
  /** Whether a case is open, for which the address stays. */
  readonly isCaseOpen: boolean;
}
