import type { Agent, AgentId } from './agent.ts';
import type { CaseCode } from './case.ts';
import type { ConversationId, ConversationState } from './conversation.ts';
import type { FlowDefinition, MovedFlow } from './flow.ts';
import type { Locale } from './locale.ts';
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

/**
 * What staff read of citizens: a case, what other cases their person has, a file, the snippets of a list or a search, cases opened for a reason, questions
 * without an answer, all that were asked, a message that could not be delivered, everything that is kept about a person who asks
 * for it, a list that was saved as a file, or the report of a month.
 */
const readingKinds = [
  'case',
  'related',
  'file',
  'list',
  'search',
  'glass',
  'unanswered',
  'questions',
  'undelivered',
  'person',
  'export',
  'report',
  'translation',
] as const;

export type ReadingKind = (typeof readingKinds)[number];

/** A notification for one target, as a separate record, so that none waits for another. */
export interface NotificationRecord {
  readonly record: 'notification';
  readonly shape: 1;
  readonly notification: string;
  readonly target: string;
}

/** Who gave somebody a link by which they could come in, and when. */
export interface GivenAccess {
  /** Null: the command line did it. */
  readonly by: AgentId | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The state of a person's own record in the journal: their permissions, but no name. */
export interface StaffRecord {
  readonly record: 'staff';
  readonly shape: 1;
  readonly id: AgentId;
  readonly active: boolean;
  readonly roles: Agent['roles'];
  readonly departments: Agent['departments'];
  /** When they last signed in, milliseconds since 1970; absent: not since this is recorded. */
  readonly signedInAt?: number;
  /** Their newest invitation or reset; absent: none since this is recorded. */
  readonly access?: GivenAccess;
}

/** What happened among those who work for the council. `by` null: the command line did it. */
export type StaffEvent = { readonly agent: AgentId; readonly by: AgentId | null } & (
  | {
      readonly type:
        | 'staff.invited'
        | 'staff.joined'
        | 'staff.reset'
        | 'staff.invitation-sent'
        | 'staff.invitation-cancelled'
        | 'staff.second-factor-dropped'
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
  /** The names of the changed fields. */
  | { readonly type: 'staff.changed'; readonly fields: readonly string[] }
);

/** A sign-in to the console that was refused. It holds no name and no address. */
export interface SignInEvent {
  readonly type: 'sign-in.refused';
  /** A code for the given name that only this installation can derive; null where none was given. */
  readonly name: string | null;
  /** A network shared by many addresses: `10.1.2.0/24`. */
  readonly network: string;
  readonly reason: 'password' | 'code' | 'passkey' | 'provider' | 'locked';
}

/** What administrators did with the service itself. `by` null: a command line tool did it. */
export type AdministrationEvent = {
  readonly by: AgentId | null;
} /** Messages that could not be delivered are sent again: one, all of an account, or (both null) all. */ & (
  | {
      readonly type: 'outbox.requeued';
      readonly account: string | null;
      readonly message: string | null;
      readonly count: number;
    }
  /** Something was sent or asked to see whether it works. `code`: of what went wrong; null: it works. */
  | {
      readonly type: 'connection.tested';
      readonly what: 'mail' | 'sms' | 'sign-in' | 'webhook';
      /** Which of them, where there are several. */
      readonly name: string | null;
      readonly code: string | null;
    }
);

/** The state of the record of what administrators did with the service. */
export interface AdministrationRecord {
  readonly record: 'administration';
  readonly shape: 1;
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

/** A one-time code and what it refers to: the turn of a conversation at which it was given out. */
export interface ChannelTransferRecord {
  readonly record: 'channel-transfer';
  readonly shape: 1;
  /** The conversation that it continues, and the turn that gave it out. */
  readonly from: ConversationId;
  readonly revision: number;
  /** Account of that conversation, its id. */
  readonly account: string;
  /** Pseudonym of the only person who may redeem it, on the same account; null: anyone with the code. */
  readonly boundTo: string | null;
  /** When it expires, milliseconds since 1970. */
  readonly until: number;
  /** The conversation that redeemed it; null while none did. */
  readonly takenBy: ConversationId | null;
}

/** What a redeemed code refers to. */
export interface TransferReference {
  readonly from: ConversationId;
  /** Id of the account of that conversation. */
  readonly account: string;
  /** Revision of the turn that gave the code out, and of the newest one when it was redeemed. */
  readonly revision: number;
  readonly newest: number;
}

/** What a redeemed code brings along from the other conversation. */
export interface RedeemedTransfer extends TransferReference {
  readonly state: ConversationState;
  /** The person's question when the code was given out; empty when it was no question, or was erased. */
  readonly question: string;
  /** The entry that answered it there, of which only the beginning may have been shown in public; null: none. */
  readonly answered: string | null;
  /** The flow under way there; null: none, or it cannot be read any more. */
  readonly flow: MovedFlow | null;
}

/** One version of a flow that conversations have begun with, so that they can end with it. It holds nothing personal. */
export interface FlowRecord {
  readonly record: 'flow';
  readonly shape: 1;
  readonly definition: FlowDefinition;
}

/** What editors decided last about a cluster of questions: ids and decisions only. */
export interface QuestionRecord {
  readonly record: 'question';
  readonly shape: 1;
  readonly cluster: string;
  readonly use: 'entry' | 'new-entry' | 'not-ours' | 'ignored' | 'open';
  readonly document: DocumentId | null;
  readonly by: AgentId;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Wordings that were added, by language and SHA-256 of their text (hex), so that they can be taken back. */
  readonly wordings: readonly { readonly locale: Locale; readonly hash: string }[];
  /** The version in which a new entry was begun; null: none was. */
  readonly begun: ContentVersion | null;
}

/** Id of a document of the content: `faq/padro/padro.alta` for an entry, else the path of its file: `council.yaml`. */
export type DocumentId = string;

/** SHA-256 of the bytes of a document, hex. */
export type ContentVersion = string;

/** What becomes of one document: null where it did not exist before, or does not exist afterwards. */
export interface ContentChange {
  readonly document: DocumentId;
  readonly before: ContentVersion | null;
  readonly after: ContentVersion | null;
  /** The document that a new one follows in its file; null: it is the first; absent: it is the last. */
  readonly follows?: DocumentId | null;
}

/** A change that is not published. */
export interface ContentDraft extends ContentChange {
  /** Who saved it last; null: it ships with the bot. */
  readonly by: AgentId | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** A version that ships with the bot and could not be merged into this one. */
  readonly shipped?: ContentVersion;
}

/** Drafts that wait for a second person, for their time, or for both. */
export interface ContentProposal {
  readonly id: string;
  readonly changes: readonly ContentChange[];
  readonly by: AgentId;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** When it goes live, milliseconds since 1970; null: as soon as it is approved. */
  readonly publishAt: number | null;
  readonly needsApproval: boolean;
  /** The second person; null while there is none. */
  readonly reviewer: AgentId | null;
  /** Who had let the second person in; absent: it is not known. */
  readonly reviewerAccess?: GivenAccess;
  /** Version of its note. */
  readonly note: ContentVersion;
  /** The number of the release that it undoes; null: none. */
  readonly reverts: number | null;
}

/** Somebody let content pass although pinned questions are no longer answered as they must be. */
interface ContentAcceptance {
  /** Version of the content as a whole: of any other it says nothing. */
  readonly content: string;
  readonly by: AgentId;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Version of the reason. */
  readonly reason: ContentVersion;
}

/** A release: what the bot said from a time on. */
export interface ContentRelease {
  /** 1 for what was imported first, then one more each. */
  readonly number: number;
  /** Version of the list of its documents. */
  readonly tree: ContentVersion;
  readonly at: number;
  /** Who published it; null: it was imported at the first start. */
  readonly by: AgentId | null;
  readonly reviewer: AgentId | null;
  /** Who had let the reviewer in; absent: it is not known. */
  readonly reviewerAccess?: GivenAccess;
  /** Who let it pass although pinned questions fell, and the version of the reason; absent: none fell. */
  readonly accepted?: Pick<ContentAcceptance, 'by' | 'reason'>;
  readonly note: ContentVersion | null;
  readonly reverts: number | null;
  /** How many documents it changed. */
  readonly changed: number;
  /** Revision of this record that released it, and of the release before it; null: it was the first. */
  readonly revision: number;
  readonly previous: number | null;
}

/** What the bot says, what is about to change, and the newest releases. The texts are kept apart, by version. */
export interface ContentRecord {
  readonly record: 'content';
  readonly shape: 1;
  readonly live: ContentRelease;
  /** One a document at most. A list, for names with dots are no keys in every store. */
  readonly drafts: readonly ContentDraft[];
  readonly proposals: readonly ContentProposal[];
  /** The newest first, with the live one; older ones are in the journal. */
  readonly releases: readonly ContentRelease[];
  /** Versions of what shipped with the programs that ran, the newest first: none is proposed twice. */
  readonly shipped: readonly ContentVersion[];
  /** The newest first; absent: none. */
  readonly accepted?: readonly ContentAcceptance[];
  /** Clashes that somebody lets be, by their names, the newest first; absent: none. */
  readonly keptClashes?: readonly string[];
}

/** The task that a case is to be sent, as a separate record: nothing else waits for it. */
export interface TicketTaskRecord {
  readonly record: 'ticket-task';
  readonly shape: 1;
  readonly case: CaseCode;
  readonly conversation: ConversationId;
  readonly round: number;
}

/** A case was queued for a ticket system. */
export interface TicketTaskEvent {
  readonly type: 'ticket.queued';
  readonly code: CaseCode;
}
