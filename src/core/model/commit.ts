import type { AccountRecord, AccountRegister } from './accountRecord.ts';
import type { ConversationId, ConversationState } from './conversation.ts';
import type { Event, SideEffect } from './event.ts';
import type { Inbound, Rendered } from './message.ts';
import type {
  NotificationRecord,
  ReadingsRecord,
  SignInsRecord,
  StaffRecord,
  StaffThreadRecord,
  ThreadOfRecord,
  UnknownSenderRecord,
} from './records.ts';
import type { StaffCommand } from './staffCommand.ts';
import type { ChannelTransferRecord } from './transferCode.ts';
/** What is remembered from one commit to the next: of a conversation with a person, or of a record of the city's own. */
export type CommitState = ConversationState | CityRecord;

/** What the city keeps of its own in the journal. */
export type CityRecord =
  | AccountRecord
  | AccountRegister
  | ChannelTransferRecord
  | SignInsRecord
  | StaffRecord
  | NotificationRecord
  | ReadingsRecord
  | StaffThreadRecord
  | ThreadOfRecord
  | UnknownSenderRecord;

export function isRecord(state: CommitState): state is CityRecord {
  return 'record' in state;
}

/**
 * Everything that one message caused, stored by one insert: whole or not at all.
 * Unique on (conversation, revision) and on (conversation, inboundKey).
 */
export interface Commit {
  readonly tenant: string;
  readonly account: string;
  readonly conversation: ConversationId;
  /** 1 for the first turn of a conversation, then one more each. */
  readonly revision: number;
  /** HMAC of the platform's message id, so that no platform id stands in clear. */
  readonly inboundKey: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly events: readonly Event[];
  readonly state: CommitState;
  /** What the dispatcher must carry out, by ordinal; empty where the client reads the journal by itself. */
  readonly outbox: readonly OutboxTask[];
  /** Salted SHA-256 commitments (hex) to each text: `[inbound, ...outbound]`; the salts are in `sealed`. */
  readonly commitments: readonly string[];
  /** Key under which `sealed` was sealed. */
  readonly keyId: string;
  /** AES-256-GCM of a `SealedContent`. */
  readonly sealed: Uint8Array;
}

/** What is to be done after the commit. `send` and `sideEffect` are done one after the other within their conversation. */
export type OutboxTask =
  | {
      readonly ordinal: number;
      readonly kind: 'send' /** Index in `SealedContent.outbound`. */;
      readonly message: number;
    }
  | { readonly ordinal: number; readonly kind: 'effect'; readonly sideEffect: SideEffect }
  /** All that a turn asks of the outside. It waits for nothing else, and nothing waits for it. */
  | { readonly ordinal: number; readonly kind: 'side-effects'; readonly sideEffects: readonly SideEffect[] };

/**
 * Milliseconds from its commit for which an aftermath is left to whoever appended it, who does it at once: only what a
 * process left behind that died is then found by others. Far longer than that takes, and short enough for who waits to be told.
 */
export const sideEffectsLeaseMs = 8_000;

/** The personal part of a commit: readable only while the conversation's key lives. */
export interface SealedContent {
  /** Where the platform delivers: its own conversation id or reference, as its adapter wrote it. */
  readonly address: unknown;
  /** What arrived from the citizen; null in a commit that no message of theirs caused. */
  readonly inbound: Inbound | null;
  /** What somebody of staff did; only in a commit that was theirs. */
  readonly command?: StaffCommand;
  readonly outbound: readonly Rendered[];
  /** Hex salts of the commitments, in their order. */
  readonly salts: readonly string[];
}
