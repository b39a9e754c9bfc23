import type { AccountEvent } from './accountRecord.ts';
import type { AgentId } from './agent.ts';
import type { AnnouncementEvent } from './announcements/announcement.ts';
import type { AnnouncementSideEffect, SubscriptionEvent } from './announcements/subscription.ts';
import type { CaseCloseReason, CaseCode, CasePriority, SanctionKind, SuggestionOutcome } from './case.ts';
import type { ConversationId } from './conversation.ts';
import type { DangerLevel, DangerReading } from './danger.ts';
import type { TransferAndAbsence } from './desk/absence.ts';
import type { DeskEvent, DeskSideEffect } from './desk/deskSettings.ts';
import type { Notification } from './desk/notification.ts';
import type { QuestionEvent } from './desk/questionEvent.ts';
import type { TicketNews } from './desk/ticket.ts';
import type { CaseAddition, LeftFlow } from './flow.ts';
import type { Kind } from './kind.ts';
import type { Locale } from './locale.ts';
import type { PersonalDataKind } from './maskPersonalData.ts';
import type { InboundContent, NotKeptReason } from './message.ts';
import type { ParsedCommand } from './parsedCommand.ts';
import type { SurveyEvent } from './participation/survey.ts';
import type {
  AdministrationEvent,
  ContentChange,
  ContentVersion,
  DocumentId,
  ReadingKind,
  SignInEvent,
  StaffEvent,
  TicketTaskEvent,
} from './records.ts';
import type { MonthlyReportEvent } from './reports/monthlyReport.ts';
import type { ErasureEnd, ErasureEvent, RightEvent } from './rights/erasure.ts';
import type { RetentionEvent } from './rights/retention.ts';
import type { RightsDeskEvent } from './rights/rightsRequest.ts';
import type { Aspect, Move, RecordedUnderstanding } from './understanding.ts';

export type { Notification } from './desk/notification.ts';
/** Why a question got no answer. `no-fact`: the service is known, but not this side of it. `not-understood`: the person said so. */
export type UnansweredReason =
  | 'unknown'
  | 'none-of-these'
  | 'out-of-date'
  | 'no-fact'
  | 'not-understood'
  | 'other-town'
  | 'files'
  | 'location';

/** What may be wrong with an answer. `other`: it answers another question. */
export const answerFaults = ['wrong', 'old', 'unclear', 'other'] as const;

export type AnswerFault = (typeof answerFaults)[number];

/** What happened in a turn: ids and decisions, never text. */
export type Event =
  | { readonly type: 'conversation.started' }
  | {
      readonly type: 'message.received';
      readonly kind: InboundContent['kind'];
      /** What it means on its own, so that the turn can be run again without a model. */
      readonly understanding?: RecordedUnderstanding;
    }
  | { readonly type: 'language.chosen'; readonly locale: Locale; readonly explicit: boolean }
  | { readonly type: 'language.unsupported' }
  | { readonly type: 'personal-data.noticed'; readonly kinds: readonly PersonalDataKind[] }
  | { readonly type: 'choice.taken'; readonly value: string }
  /** The same button pressed twice within moments: a double tap, which gets no answer. */
  | { readonly type: 'choice.repeated' }
  /** A part of the message was not kept. */
  | { readonly type: 'files.not-kept'; readonly reasons: readonly NotKeptReason[] }
  | { readonly type: 'command.run'; readonly command: ParsedCommand }
  | {
      readonly type: 'question.understood';
      /** Version of the knowledge that judged. */
      readonly knowledge: string;
      readonly ranked: readonly { readonly entry: string; readonly confidence: number }[];
    }
  | {
      readonly type: 'question.answered';
      readonly entry: string;
      /** The side of it that was asked about; absent: the whole. */
      readonly aspect?: Aspect;
      /** The special case of it; absent: none. */
      readonly exception?: string;
      readonly knowledge: string;
      readonly locale: Locale;
    }
  /** The reader says whether an answer was useful, once an answer. `answer`: revision of the commit that gave it. */
  | { readonly type: 'answer.rated'; readonly entry: string; readonly useful: boolean; readonly answer: number }
  /** The reader says what is wrong with an answer that they rated as not useful. */
  | {
      readonly type: 'answer.faulted';
      readonly entry: string;
      readonly fault: AnswerFault;
      readonly answer: number;
    }
  /** What the message does in its conversation, as learnt from dialogues. */
  | { readonly type: 'message.resolved'; readonly move: Move; readonly confidence: number }
  | { readonly type: 'question.clarified'; readonly entries: readonly string[]; readonly knowledge: string }
  | {
      readonly type: 'question.unanswered';
      readonly reason: UnansweredReason;
      readonly knowledge: string;
    }
  /** A flow began, in this version; `slots` were known from what was said. */
  | {
      readonly type: 'flow.started';
      readonly flow: string;
      readonly version: string;
      readonly slots: readonly string[];
    }
  | { readonly type: 'flow.filled' | 'flow.corrected' | 'flow.passed'; readonly flow: string; readonly slot: string }
  /** Something else was said meanwhile; the flow's question was put again. */
  | { readonly type: 'flow.interrupted' | 'flow.resumed'; readonly flow: string }
  /** `lost`: its values or its version can no longer be read. `moved`: it goes on in another channel. */
  | {
      readonly type: 'flow.ended';
      readonly flow: string;
      readonly how: 'completed' | 'cancelled' | 'handed-over' | 'closed' | 'stale' | 'lost' | 'moved';
    }
  | { readonly type: 'turn.limited' }
  | { readonly type: 'turn.failed'; readonly code: string }
  /** The person came from another channel; the earlier part is another conversation in the journal. */
  | { readonly type: 'conversation.transferred'; readonly from: ConversationId; readonly account: string }
  | { readonly type: 'transfer-code.unknown' }
  /** The person was shown the way to a private conversation. */
  | {
      readonly type: 'private.invited';
      readonly reason: 'personal-data' | 'personal-topic' | 'my-data' | 'case' | 'read-on';
    }
  /** The person was sent to another account: this one is frozen, or the question is outside its topics. */
  | { readonly type: 'conversation.redirected'; readonly reason: 'frozen' | 'topic'; readonly entry: string | null }
  /** The danger found in the message, and whether the meaning of the sentence was weighed as well as its words. */
  | {
      readonly type: 'danger.seen';
      readonly level: Exclude<DangerLevel, 'none'>;
      readonly danger: string;
      readonly probability: number;
      readonly rule: string | null;
      readonly voice: DangerReading['voice'];
      readonly knowledge: string;
    }
  /** The kind of the message, and the classification rule that fired; null: none. */
  | {
      readonly type: 'message.classified';
      readonly kind: Kind;
      readonly confidence: number;
      readonly rule: string | null;
      readonly knowledge: string;
    }
  /** The decision of the protocol. */
  | {
      readonly type: 'protocol.applied';
      readonly rule: string;
      readonly protocol: string;
      readonly actions: readonly string[];
    }
  | CaseEvent
  | SubscriptionEvent
  | ErasureEvent
  | RightEvent
  | RecordEvent;

/** What happened to a case. `by` null: caused by the citizen, the protocol or time. */
export type CaseEvent = { readonly case: CaseCode; readonly by: AgentId | null } & (
  | {
      readonly type: 'case.opened';
      readonly kind: Kind;
      readonly rule: string;
      readonly protocol: string;
      readonly department: string;
      readonly firstDueAt: number | null;
      readonly resolutionDueAt: number | null;
      /** Where each deadline is from, by the short names of the protocol's sources; left out in older versions. */
      readonly firstCites?: readonly string[];
      readonly resolutionCites?: readonly string[];
      /** Version of the knowledge; left out in older versions. */
      readonly knowledge?: string;
    }
  | {
      readonly type:
        | 'case.taken'
        | 'case.handed-back'
        | 'case.replied'
        | 'case.noted'
        /** Something about its person was noted, for all of their cases, or taken off again. The text is sealed. */
        | 'case.contact-noted'
        | 'case.contact-note-removed'
        | 'case.unsnoozed'
        | 'case.reopened'
        /** A legal procedure needs what was written, or needs it no more. The reason is sealed with the command. */
        | 'case.held'
        | 'case.hold-lifted';
    }
  /** An alert about it was delivered to staff, and the citizen was informed. */
  | { readonly type: 'case.alerted' }
  /**
   * The citizen wants to be told of answers by e-mail, has confirmed the address, or wants it no more; or on a device, or not
   * there any more, or the device has ended it.
   */
  | {
      readonly type: 'case.notifications-changed';
      readonly step: 'asked' | 'confirmed' | 'ended' | 'device-added' | 'device-ended' | 'device-gone';
    }
  /** The citizen wrote something that belongs to it, or asked for its status. */
  | { readonly type: 'case.added' | 'case.asked' }
  /**
   * Somebody who may not see `cases`, which are of the same person, opened them from this case, until a given time
   * (milliseconds since 1970). Their reason is sealed with the command.
   */
  | { readonly type: 'case.glass-broken'; readonly cases: readonly CaseCode[]; readonly until: number }
  | ({
      readonly type: 'case.assigned';
      readonly agent: AgentId | null;
      readonly department: string;
    } & TransferAndAbsence)
  | { readonly type: 'case.prioritised'; readonly priority: CasePriority }
  /** All labels that it has from then on. */
  | { readonly type: 'case.labelled'; readonly labels: readonly string[] }
  | { readonly type: 'case.snoozed'; readonly until: number }
  | {
      readonly type: 'case.proposed';
      readonly proposal: string;
      readonly sanction: SanctionKind;
      readonly rule: string | null;
    }
  | {
      readonly type: 'case.decided';
      readonly proposal: string;
      readonly sanction: SanctionKind;
      readonly accepted: boolean;
    }
  /** A member of staff gave the citizen an FAQ entry. */
  | { readonly type: 'case.entry-given'; readonly entry: string }
  /** `workingMinutes`: minutes of attention since it began to count; left out where nobody knows by which hours. */
  | { readonly type: 'case.met'; readonly deadline: 'first' | 'resolution'; readonly workingMinutes?: number }
  | { readonly type: 'case.breached'; readonly deadline: 'first' | 'resolution' }
  /** Somebody was notified that a fraction of the time has passed. */
  | {
      readonly type: 'case.escalated';
      readonly roles: readonly string[];
      readonly of: string;
      readonly fraction: number;
    }
  | { readonly type: 'case.closed'; readonly reason: CaseCloseReason }
  | { readonly type: 'case.merged'; readonly into: CaseCode }
  /** Anybody may read something of it from now on, or no more. `by` null: by a rule of its service. */
  | { readonly type: 'case.published' | 'case.unpublished'; readonly what: 'request' | 'note' }
  /** The council said what it makes of a suggestion. Its reasons are sealed with the command. */
  | { readonly type: 'case.weighed'; readonly outcome: SuggestionOutcome }
  | { readonly type: 'case.rated'; readonly rating: number }
  | ({ readonly type: 'case.ticket' } & TicketNews)
);

/** What happened in a record of the city's own: no message caused it. */
export type RecordEvent =
  | AccountEvent
  | AdministrationEvent
  | AnnouncementEvent
  | ChannelTransferEvent
  | StaffEvent
  | SignInEvent
  | NotificationEvent
  | StaffThreadEvent
  | ReadingEvent
  | PublicLogEvent
  | FlowEvent
  | DeskEvent
  | QuestionEvent
  | RetentionEvent
  | RightsDeskEvent
  | SurveyEvent
  | TicketTaskEvent
  | MonthlyReportEvent
  | ContentEvent;

/**
 * Staff read what citizens wrote: the event names the case and the file, never the content. `by` null: a command line
 * tool did it.
 */
export interface ReadingEvent {
  readonly type: 'content.read';
  readonly by: AgentId | null;
  readonly what: ReadingKind;
  readonly code: CaseCode | null;
  readonly file: string | null;
}

/** A notification was queued for one target. */
export interface NotificationEvent {
  readonly type: 'notification.queued';
  readonly notification: string;
  readonly target: string;
}

/** What happened to the thread of a case in a staff inbox. */
interface StaffThreadEvent {
  readonly type: 'thread.wanted' | 'thread.opened' | 'thread.shown' | 'thread.message-received' | 'thread.removed';
  readonly code: CaseCode;
}

/** The public log of the installation, of this name and with the key of this id, was begun, or set aside for another. */
interface PublicLogEvent {
  readonly type: 'log.begun' | 'log.retired';
  readonly origin: string;
  readonly key: string;
}

/** A version of a flow was used for the first time. */
interface FlowEvent {
  readonly type: 'flow.kept';
  readonly flow: string;
  readonly version: string;
}

/**
 * What happened to what the bot says. `by` null: the program did it. What ships with the bot is imported at the first
 * start, and whenever it is another one than before.
 */
export type ContentEvent = {
  readonly by: AgentId | null;
} /** The content that ships with the bot became the first release, or was compared with what is live. */ & (
  | { readonly type: 'content.imported'; readonly tree: ContentVersion; readonly documents: number }
  | {
      readonly type: 'content.drafted';
      readonly document: DocumentId;
      /** The live version that the draft changes. */
      readonly base: ContentVersion | null;
      readonly version: ContentVersion | null;
    }
  | { readonly type: 'content.discarded'; readonly document: DocumentId }
  | {
      readonly type: 'content.proposed';
      readonly proposal: string;
      readonly publishAt: number | null;
      readonly changes: readonly ContentChange[];
    }
  | { readonly type: 'content.approved' | 'content.withdrawn'; readonly proposal: string }
  | { readonly type: 'content.clash-settled'; readonly clash: string; readonly kept: boolean }
  /** Pinned questions fall by content of this version, and somebody let it pass. */
  | {
      readonly type: 'content.accepted';
      readonly content: string;
      readonly falls: number;
      readonly reason: ContentVersion;
    }
  | {
      readonly type: 'content.released';
      readonly number: number;
      readonly tree: ContentVersion;
      readonly changes: readonly ContentChange[];
      readonly reviewer: AgentId | null;
      readonly note: ContentVersion | null;
      readonly reverts: number | null;
    }
);

/** What happened to a one-time code. */
type ChannelTransferEvent =
  | { readonly type: 'channel-transfer.offered'; readonly from: ConversationId }
  | { readonly type: 'channel-transfer.redeemed'; readonly from: ConversationId; readonly by: ConversationId };

/** A side effect that a turn requests. It runs after the commit, and the outbox guarantees it. */
export type SideEffect =
  /** `before`: only what is older than this; absent: all that is older than the commit. */
  | { readonly type: 'erase-content'; readonly before?: ErasureEnd }
  /** The rows of the conversation's cases are out of date. */
  | { readonly type: 'index-cases' }
  /** Staff are to be notified, by e-mail, web hook or in the console. */
  | { readonly type: 'notify'; readonly notification: Notification }
  /** A notification for one target: `mail:` and an agent, `head:` and a department, `hook:` and a web hook's name. */
  | {
      readonly type: 'send-notification';
      readonly id: string;
      readonly target: string;
      readonly notification: Notification;
    }
  | DeskSideEffect
  /** Synchronises a case with a staff inbox, named by its account, up to the revision that its record wants. */
  | { readonly type: 'sync-case'; readonly inbox: string; readonly case: CaseCode }
  /** The case of the flow under way is in another conversation, which takes in what was said here. */
  | ({ readonly type: 'add-to-case'; readonly conversation: ConversationId } & CaseAddition)
  /** A code goes to an address, both of which are sealed in the slot of this name. */
  | { readonly type: 'send-confirmation'; readonly slot: string; readonly locale: Locale }
  /** The citizen of a case is to be asked whether the address is theirs, or told that staff answered. */
  | { readonly type: 'ask-address' | 'notify-citizen'; readonly case: CaseCode }
  /** The answers to a survey, which are sealed with the commit, are to be counted. `once`: one of each conversation. */
  | { readonly type: 'count-answer'; readonly survey: string; readonly once: boolean }
  /** A case is to be sent to its ticket system. */
  | { readonly type: 'send-ticket'; readonly conversation: ConversationId; readonly case: CaseCode }
  | AnnouncementSideEffect
  /** The flow of another conversation goes on in this one. */
  | ({ readonly type: 'leave-flow'; readonly conversation: ConversationId } & LeftFlow)
  | {
      readonly type: 'offer-transfer-code';
      /** Pseudonym of the only person who may use it, on the same account; null: anyone with the code. */
      readonly boundTo: string | null;
    };
