import type { Account } from './account.ts';
import type { AccountRecord, AccountRegister } from './accountRecord.ts';
import type { AnnouncementPostRecord, AnnouncementsRecord } from './announcements/announcement.ts';
import type { CaseCode, CaseState } from './case.ts';
import type { ContactAddress } from './contact/contact.ts';
import type { ConversationId, ConversationState } from './conversation.ts';
import type { ApiKeysRecord } from './desk/apiKey.ts';
import type { DeskSettingsRecord } from './desk/deskSettings.ts';
import type { ContentRemindersRecord } from './desk/notification.ts';
import type { HeldMailRecord } from './desk/notificationChoice.ts';
import type { Event, SideEffect } from './event.ts';
import type { Collected, SlotValues } from './flow.ts';
import type { Locale } from './locale.ts';
import type { Inbound, Rendered, Surface } from './message.ts';
import type { SurveyAnswers, SurveysRecord, SurveyTallyRecord } from './participation/survey.ts';
import type {
  AdministrationRecord,
  ChannelTransferRecord,
  ContentRecord,
  FlowRecord,
  NotificationRecord,
  PublicLogRecord,
  QuestionRecord,
  ReadingsRecord,
  SignInsRecord,
  StaffRecord,
  StaffThreadRecord,
  ThreadOfRecord,
  TicketTaskRecord,
  TransferReference,
  UnknownSenderRecord,
} from './records.ts';
import type { MonthlyReportsRecord, ReportCommentsRecord } from './reports/monthlyReport.ts';
import type { StatementKind } from './rights/personalData.ts';
import type { RetentionRecord } from './rights/retention.ts';
import type { RightsRecord } from './rights/rightsRequest.ts';
import type { StaffCommand } from './staffCommand.ts';
/**
 * What is remembered from one commit to the next: the state of a conversation with a person, or of a record of the
 * city's own.
 */
export type CommitState = ConversationState | CityRecord;

/** The city's own records in the journal. */
type CityRecord =
  | AccountRecord
  | AccountRegister
  | AdministrationRecord
  | AnnouncementPostRecord
  | AnnouncementsRecord
  | ApiKeysRecord
  | ChannelTransferRecord
  | ContentRecord
  | ContentRemindersRecord
  | DeskSettingsRecord
  | FlowRecord
  | HeldMailRecord
  | SignInsRecord
  | StaffRecord
  | MonthlyReportsRecord
  | NotificationRecord
  | PublicLogRecord
  | QuestionRecord
  | ReadingsRecord
  | ReportCommentsRecord
  | RetentionRecord
  | RightsRecord
  | StaffThreadRecord
  | SurveysRecord
  | SurveyTallyRecord
  | ThreadOfRecord
  | TicketTaskRecord
  | UnknownSenderRecord;

export function isRecord(state: CommitState): state is CityRecord {
  return 'record' in state;
}

/**
 * Everything that one message, command or tick caused, stored by one insert: all or nothing. Unique on (conversation,
 * revision) and on (conversation, inboundKey).
 */
export interface Commit {
  readonly tenant: string;
  readonly account: string;
  readonly conversation: ConversationId;
  /** 1 for the first turn of a conversation, then one more each. */
  readonly revision: number;
  /** HMAC of the platform's message id, so that no platform id is stored in clear. */
  readonly inboundKey: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly events: readonly Event[];
  readonly state: CommitState;
  /** Tasks for the dispatcher, by ordinal; messages are left out where the client reads the journal. */
  readonly outbox: readonly OutboxTask[];
  /** Salted SHA-256 commitments (hex) to each text: `[inbound, ...outbound]`; the salts are in `sealed`. */
  readonly commitments: readonly string[];
  /** Key under which `sealed` was sealed. */
  readonly keyId: string;
  /** AES-256-GCM of a `SealedContent`. */
  readonly sealed: Uint8Array;
}

/**
 * A task to run after the commit. Tasks of the kinds `send` and `effect` run sequentially within their conversation.
 */
export type OutboxTask =
  | {
      readonly ordinal: number;
      readonly kind: 'send' /** Index in `SealedContent.outbound`. */;
      readonly message: number;
    }
  | { readonly ordinal: number; readonly kind: 'effect'; readonly sideEffect: SideEffect }
  /** All side effects of a turn. They wait for no other task, and no task waits for them. */
  | { readonly ordinal: number; readonly kind: 'side-effects'; readonly sideEffects: readonly SideEffect[] };

/**
 * Milliseconds after the commit during which its side effects are leased to the process that appended it, which runs
 * them at once. Other processes only pick up what a dead process left behind. The lease is far longer than the side
 * effects take, and short enough for a person who waits for a notification.
 */
export const sideEffectsLeaseMs = 8_000;

/** What a turn was given besides the message and its understanding, so that it can be run again. */
export interface TurnCircumstances {
  /** Versions of the program and of the knowledge that decided. */
  readonly program: string;
  readonly knowledge: string;
  readonly account: Account;
  readonly surface: Surface;
  /** Pseudonym of the sender in a public conversation; null where unknown, and in private ones. */
  readonly person: string | null;
  /** False where the sender had opened too many cases. */
  readonly mayOpenCase: boolean;
  /** The conversation that this turn continued; null: none. */
  readonly transfer: TransferReference | null;
  /** The case whose code and key the message contained, as it was then; null: none. */
  readonly keyedCase: CaseState | null;
  /** How many cases went before those whose place in the line was told. Absent: nobody's was. */
  readonly ahead?: readonly { readonly case: CaseCode; readonly ahead: number }[];
}

/** How a browser is reached while no page of ours is open: its push subscription, and the language to speak there. */
export interface Device {
  readonly endpoint: string;
  /** Its public key and secret, base64url. */
  readonly p256dh: string;
  readonly auth: string;
  readonly locale: Locale;
}

/** The personal part of a commit: readable only while the conversation's key exists. */
export interface SealedContent {
  /** The platform's address of the conversation, as its adapter wrote it. */
  readonly address: unknown;
  /** The message from the citizen; null in a commit that no message caused. */
  readonly inbound: Inbound | null;
  /** The staff command; only in a commit that a command caused. */
  readonly command?: StaffCommand;
  readonly outbound: readonly Rendered[];
  /** All values of the flow under way, so that the newest commit suffices; left out where there is none. */
  readonly slots?: SlotValues;
  /** What was told of a case until then, where this commit changed it. */
  readonly collected?: Collected;
  /** What the citizen said in another conversation of a case of this one; only in a commit that this caused. */
  readonly addition?: { readonly from: ConversationId; readonly account: string; readonly inbound: Inbound };
  /** Only in a commit that a message caused; absent in those of versions that did not record it. */
  readonly circumstances?: TurnCircumstances;
  /** Where the citizen of a case wants to be told of answers; only in a commit by which they asked for it. */
  readonly updatesTo?: ContactAddress;
  /** The answers to a survey; only in a commit that has them counted. `questions`: all that were put. */
  readonly answered?: { readonly questions: readonly string[]; readonly answers: SurveyAnswers };
  /** Where somebody wants to be told of announcements by e-mail; only in a commit by which they asked for it. */
  readonly subscriber?: { readonly email: string };
  /** A device of theirs that wants to be told; likewise. */
  readonly device?: Device;
  /** Why staff erased what came before; only in a commit that did. */
  readonly erasure?: { readonly reason: string };
  /** What the person, or staff for them, states about what was said; only in a commit of a correction or objection. */
  readonly statement?: { readonly kind: StatementKind; readonly text: string };
  /** Hex salts of the commitments, in their order. */
  readonly salts: readonly string[];
}
