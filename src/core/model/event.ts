import type { AgentId } from './agent.ts';
import type { CaseCloseReason, CaseCode, CasePriority, SanctionKind } from './case.ts';
import type { ConversationId } from './conversation.ts';
import type { DangerLevel, DangerReading } from './danger.ts';
import type { Kind } from './kind.ts';
import type { Locale } from './locale.ts';
import type { InboundContent, NotKeptReason } from './message.ts';
import type { ParsedCommand } from './parsedCommand.ts';
import type { PersonalDataKind } from './personalData.ts';
import type { ReadingKind } from './records.ts';
/** What happened in a turn: ids and decisions, never text. */
export type Event =
  | { readonly type: 'conversation.started' }
  | { readonly type: 'message.received'; readonly kind: InboundContent['kind'] }
  | { readonly type: 'language.chosen'; readonly locale: Locale; readonly explicit: boolean }
  | { readonly type: 'language.unsupported' }
  | { readonly type: 'personal-data.noticed'; readonly kinds: readonly PersonalDataKind[] }
  | { readonly type: 'choice.taken'; readonly value: string }
  /** The same button once more: a double tap, which gets no answer. */
  | { readonly type: 'choice.repeated' }
  /** Something of the message was not kept. */
  | { readonly type: 'files.not-kept'; readonly reasons: readonly NotKeptReason[] }
  | { readonly type: 'command.run'; readonly command: ParsedCommand }
  | {
      readonly type: 'question.understood';
      /** Version of the knowledge that judged. */
      readonly knowledge: string;
      readonly ranked: readonly { readonly entry: string; readonly confidence: number }[];
    }
  | { readonly type: 'question.answered'; readonly entry: string; readonly knowledge: string; readonly locale: Locale }
  | { readonly type: 'question.clarified'; readonly entries: readonly string[]; readonly knowledge: string }
  | {
      readonly type: 'question.unanswered';
      readonly reason: 'unknown' | 'none-of-these' | 'out-of-date' | 'files' | 'location';
      readonly knowledge: string;
    }
  | { readonly type: 'turn.limited' }
  | { readonly type: 'turn.failed'; readonly code: string }
  /** The person came from another place; what was said there is another conversation of the journal. */
  | { readonly type: 'conversation.transferred'; readonly from: ConversationId; readonly account: string }
  | { readonly type: 'transfer-code.unknown' }
  /** The person was shown the way to a private place. */
  | {
      readonly type: 'private.invited';
      readonly reason: 'personal-data' | 'personal-matter' | 'my-data' | 'case' | 'read-on';
    }
  /** The person was sent to another account: this one rests, or the matter is not among its topics. */
  | { readonly type: 'conversation.redirected'; readonly reason: 'frozen' | 'topic'; readonly entry: string | null }
  /** What was seen of danger in the message, and whether the meaning of the sentence was weighed beside its words. */
  | {
      readonly type: 'danger.seen';
      readonly level: Exclude<DangerLevel, 'none'>;
      readonly danger: string;
      readonly probability: number;
      readonly rule: string | null;
      readonly voice: DangerReading['voice'];
      readonly knowledge: string;
    }
  /** What the message seems to be, and the rule of the classification that fired; null: none. */
  | {
      readonly type: 'message.classified';
      readonly kind: Kind;
      readonly confidence: number;
      readonly rule: string | null;
      readonly knowledge: string;
    }
  /** What the protocol says is to be done with it. */
  | {
      readonly type: 'protocol.applied';
      readonly rule: string;
      readonly protocol: string;
      readonly actions: readonly string[];
    }
  | CaseEvent
  | RecordEvent;

/** What happened to a case. `by` null: the citizen, the protocol or time did it. */
export type CaseEvent = { readonly case: CaseCode; readonly by: AgentId | null } & (
  | {
      readonly type: 'case.opened';
      readonly kind: Kind;
      readonly rule: string;
      readonly protocol: string;
      readonly department: string;
      readonly firstDueAt: number | null;
      readonly resolutionDueAt: number | null;
    }
  | {
      readonly type:
        | 'case.taken'
        | 'case.handed-back'
        | 'case.replied'
        | 'case.noted'
        | 'case.unsnoozed'
        | 'case.reopened';
    }
  /** An alert about it was delivered to staff, and the citizen was told so. */
  | { readonly type: 'case.alerted' }
  /** The citizen wrote something that belongs to it, or was told how it stands. */
  | { readonly type: 'case.added' | 'case.asked' }
  /**
   * Somebody who may not see `cases`, which are of the same person, opened what was said in them from this case, until a
   * moment (milliseconds since 1970). Their reason is sealed with the deed.
   */
  | { readonly type: 'case.glass-broken'; readonly cases: readonly CaseCode[]; readonly until: number }
  | { readonly type: 'case.assigned'; readonly agent: AgentId | null; readonly department: string }
  | { readonly type: 'case.prioritised'; readonly priority: CasePriority }
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
  /** The citizen was told of an entry by a person. */
  | { readonly type: 'case.entry-given'; readonly entry: string }
  | { readonly type: 'case.met' | 'case.breached'; readonly deadline: 'first' | 'resolution' }
  /** Somebody was told that a part of the time has passed. */
  | {
      readonly type: 'case.escalated';
      readonly roles: readonly string[];
      readonly of: string;
      readonly fraction: number;
    }
  | { readonly type: 'case.closed'; readonly reason: CaseCloseReason }
  | { readonly type: 'case.merged'; readonly into: CaseCode }
  | { readonly type: 'case.rated'; readonly rating: number }
);

/** What happened in a record of the city's own: no message caused it. */
export type RecordEvent =
  | AccountEvent
  | ChannelTransferEvent
  | StaffEvent
  | SignInEvent
  | NotificationEvent
  | StaffThreadEvent
  | ReadingEvent;

/** Somebody of staff read what citizens wrote: of which case and which file, never what. `by` null: a command did it. */
export interface ReadingEvent {
  readonly type: 'content.read';
  readonly by: AgentId | null;
  readonly what: ReadingKind;
  readonly code: CaseCode | null;
  readonly file: string | null;
}

/** What happened among those who work for the council. `by` null: the command line did it. */
export type StaffEvent = { readonly agent: AgentId; readonly by: AgentId | null } & (
  | {
      readonly type:
        | 'staff.invited'
        | 'staff.joined'
        | 'staff.reset'
        | 'staff.signed-in'
        | 'staff.signed-out'
        | 'staff.locked'
        | 'staff.password-changed'
        | 'staff.second-factor-set'
        | 'staff.passkey-added'
        | 'staff.passkey-removed'
        | 'staff.operator-key-made'
        | 'staff.operator-key-removed';
    }
  /** What was changed, by the names of the fields. */
  | { readonly type: 'staff.changed'; readonly fields: readonly string[] }
);

/** Somebody tried to sign in to the console and was refused. No name and no address stands in it. */
export interface SignInEvent {
  readonly type: 'sign-in.refused';
  /** A code of the name that was given, which only this installation can tell; null where none was. */
  readonly name: string | null;
  /** A part of the address that many share: `10.1.2.0/24`. */
  readonly network: string;
  readonly reason: 'password' | 'code' | 'passkey' | 'provider' | 'locked';
}

/** What happened to a notice: it was put on its way to one target. */
export interface NotificationEvent {
  readonly type: 'notification.queued';
  readonly notification: string;
  readonly target: string;
}

/** What happened to the thread of a case in a place of staff's own. */
export interface StaffThreadEvent {
  readonly type: 'thread.wanted' | 'thread.opened' | 'thread.shown' | 'thread.message-received' | 'thread.removed';
  readonly code: CaseCode;
}

/** What happened to a one-time code. */
export type ChannelTransferEvent =
  | { readonly type: 'channel-transfer.offered'; readonly from: ConversationId }
  | { readonly type: 'channel-transfer.redeemed'; readonly from: ConversationId; readonly by: ConversationId };

/** What happened in the life of an account. */
export type AccountEvent =
  | {
      readonly type:
        | 'account.requested'
        | 'account.approved'
        | 'account.refused'
        | 'account.opened'
        | 'account.changed'
        | 'account.frozen'
        | 'account.unfrozen'
        | 'account.closed';
      readonly account: string;
      /** Who took the step. */
      readonly by: AgentId;
    }
  /** Something may be recorded of these accounts: said before it is. */
  | { readonly type: 'accounts.noted'; readonly accounts: readonly string[] }
  /** People used them on this day for the first time. */
  | { readonly type: 'accounts.active'; readonly accounts: readonly string[] }
  | { readonly type: 'accounts.warned'; readonly accounts: readonly string[] }
  | { readonly type: 'crisis.begun'; readonly towards: string; readonly by: AgentId }
  | { readonly type: 'crisis.ended'; readonly by: AgentId };

/** What a turn asks of the outside; it is carried out after the commit, and the outbox sees that it is. */
export type SideEffect =
  | { readonly type: 'erase-content' }
  /** The rows of the conversation's cases are out of date. */
  | { readonly type: 'index-cases' }
  /** Somebody of staff is to be told, by e-mail, web hook or in the console. */
  | { readonly type: 'notify'; readonly notification: Notification }
  /** A notice on its way to one target: `mail:` and an agent, `head:` and a department, `hook:` and a web hook's name. */
  | {
      readonly type: 'send-notification';
      readonly id: string;
      readonly target: string;
      readonly notification: Notification;
    }
  /** A case is to be shown in a place of staff's own, the name of its account, as far as its record wants. */
  | { readonly type: 'sync-case'; readonly inbox: string; readonly case: CaseCode }
  | {
      readonly type: 'offer-transfer-code';
      /** Pseudonym of the only person who may use it, on the same account; null: whoever has it. */
      readonly boundTo: string | null;
    };

/** Why somebody of staff is told something about a case; who that is, is looked up when it is carried out. */
export interface Notification {
  readonly reason:
    | 'opened'
    | 'alert'
    | 'assigned'
    | 'mentioned'
    | 'citizen-wrote'
    | 'deadline'
    | 'breached'
    | 'glass-broken';
  readonly case: CaseCode;
  readonly department: string;
  /** Told by name, as an assignee or who is mentioned. */
  readonly agents: readonly AgentId[];
  /** Told by what they are: `agent`, `supervisor`, `area-head`, `communication-office`. */
  readonly roles: readonly string[];
  /** By when something is due, milliseconds since 1970; null: nothing is. */
  readonly dueAt: number | null;
}
