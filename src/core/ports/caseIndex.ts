import type { AgentId } from '../model/agent.ts';
import type { CaseCode, CasePriority, CaseState } from '../model/case.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { Locale } from '../model/locale.ts';

/**
 * A case as lists show it. Derived from the journal: it can be discarded and rebuilt. `text` and `tokens` are personal
 * and are removed when the person is erased, as is `emailDigest`.
 */
export interface CaseRow {
  readonly tenant: string;
  readonly account: string;
  readonly channel: string;
  readonly conversation: ConversationId;
  /** Revision of the commit from which this row was made: only a row of a higher revision replaces it. */
  readonly revision: number;
  readonly case: CaseState;
  /**
   * The oldest key under which any of `text` and `tokens` is sealed: they are removed with it. Null: there is no such
   * content, or its key is unknown.
   */
  readonly keyId: string | null;
  /**
   * Pseudonym of the e-mail address that the citizen confirmed for this case (`emailDigestOf`): never the address. Removed with
   * `text`. Absent: none was confirmed, or it was withdrawn or erased.
   */
  readonly emailDigest?: string;
  /** Who has taken the conversation over; null: the bot answers. */
  readonly handledBy: AgentId | null;
  /** What it is about, in the citizen's words, at most 200 characters; empty once erased. */
  readonly text: string;
  /** Whether `text` tells something. Absent: so far there was only a greeting, a choice, or the wish for a person. */
  readonly isDescribed?: true;
  /** The person asked that it is only kept: `text` and `tokens` are empty. Absent: it may be used. */
  readonly isRestricted?: true;
  /** Normalised words of the citizen and staff, each once, for full-text search; empty once erased. */
  readonly tokens: readonly string[];
  /** When the service next has to act (`nextMoment`); null: never. */
  readonly nextAt: number | null;
  readonly changedAt: number;
}

/**
 * What became of a deadline: met in time; missed, even if it was met later; still to come; or there is none.
 */
export const deadlineOutcomes = ['kept', 'missed', 'open', 'none'] as const;
export type DeadlineOutcome = (typeof deadlineOutcomes)[number];

/** What figures of the work need of a case: nothing that anybody wrote. */
export interface CaseFacts {
  readonly department: string;
  readonly account: string;
  readonly assignee: AgentId | null;
  readonly status: CaseState['status'];
  readonly openedAt: number;
  /** When its nearest open deadline is due; null: none is open. */
  readonly dueAt: number | null;
  readonly first: DeadlineOutcome;
  readonly resolution: DeadlineOutcome;
  /** Milliseconds from opening to the first answer of staff, and to the resolution; null: not yet, or none was due. */
  readonly firstMs: number | null;
  readonly resolutionMs: number | null;
  readonly rating: number | null;
  /** Whether staff have written in it. */
  readonly isAnswered: boolean;
  /** Whether the citizen waits for an answer now. */
  readonly isWaiting: boolean;
}

/** `due`: the nearest open deadline first; `changed`: the newest change first; `opened`: the oldest first. */
export const caseOrders = ['due', 'changed', 'opened'] as const;
export type CaseOrder = (typeof caseOrders)[number];

export interface CaseQuery {
  readonly tenant: string;
  /** Whose view; null: somebody who sees all cases. */
  readonly visibility: CaseVisibility | null;
  /** All given filters must match. */
  readonly codes: readonly CaseCode[] | null;
  readonly conversation: ConversationId | null;
  /** Whose citizen confirmed the address of this pseudonym. */
  readonly emailDigest: string | null;
  readonly statuses: readonly CaseState['status'][] | null;
  /** `nobody`: without an assignee. */
  readonly assignee: AgentId | 'nobody' | null;
  readonly departments: readonly string[] | null;
  readonly accounts: readonly string[] | null;
  readonly kinds: readonly string[] | null;
  readonly priorities: readonly CasePriority[] | null;
  readonly locales: readonly Locale[] | null;
  /** Opened at or after the first time and before the second, milliseconds since 1970; null: at any time. */
  readonly openedFrom: number | null;
  readonly openedBefore: number | null;
  /** What citizens rated them with, 1 to 5. */
  readonly ratings: readonly number[] | null;
  /** Only cases with a missed deadline. */
  readonly breached: boolean | null;
  /** Any of these labels. */
  readonly labels: readonly string[] | null;
  /** Its nearest open deadline is at or after the first time and before the second; null: at any time, or none. */
  readonly dueFrom: number | null;
  readonly dueBefore: number | null;
  /** What became of the deadline for the first answer, and of the one for the resolution. */
  readonly first: DeadlineOutcome | null;
  readonly resolution: DeadlineOutcome | null;
  /** Whether staff have written in it. */
  readonly answered: boolean | null;
  /** Whether it is open and the citizen waits for an answer. */
  readonly waiting: boolean | null;
  /** Only cases in which a sanction is proposed and not decided. */
  readonly proposed: boolean | null;
  /** Normalised search words that must all match, the last one as a prefix. */
  readonly tokens: readonly string[];
  readonly order: CaseOrder;
  /** Cursor at which the previous page ended; null: the first page. */
  readonly after: string | null;
  /** 1 to 200. */
  readonly limit: number;
}

/** A case that nobody has taken, whose turn comes in the order `due`; and the conversation of who asks. */
export interface PlaceInLine {
  readonly conversation: ConversationId;
  readonly case: Pick<CaseState, 'code' | 'department' | 'status' | 'first' | 'resolution' | 'priority' | 'openedAt'>;
}

/** Cases for lists, search, deadlines and statistics. Its store is derived: losing it costs a rebuild, never data. */
export interface CaseIndex {
  /** Stores rows, each unless the stored one has the same or a higher revision. */
  put(rows: readonly CaseRow[]): Promise<void>;
  find(
    query: CaseQuery,
  ): Promise<{ readonly rows: readonly CaseRow[]; readonly next: string | null; readonly total: number }>;
  byCode(tenant: string, code: CaseCode): Promise<CaseRow | null>;
  /** The row of a case of a conversation. */
  rowOf(conversation: ConversationId, code: CaseCode): Promise<CaseRow | null>;
  /** Rows whose `nextAt` has come, the earliest first. */
  due(now: number, limit: number): Promise<readonly CaseRow[]>;
  /** Facts of all cases that are not closed, and of those that were opened at or after a time, in no order. */
  facts(tenant: string, openedFrom: number): Promise<readonly CaseFacts[]>;
  /** Number of other conversations' cases that wait in its department, assigned to nobody, before one in the order `due`. */
  waitingBefore(tenant: string, place: PlaceInLine): Promise<number>;
  /** Open cases that each agent is responsible for. */
  load(tenant: string): Promise<ReadonlyMap<AgentId, number>>;
  /** Removes the text, the tokens and the confirmed addresses of a conversation. */
  forget(conversation: ConversationId): Promise<void>;
  /** Removes everything before a rebuild; the index is then incomplete. */
  clear(): Promise<void>;
  /** Whether it was built from the whole journal and has been kept up to date since. */
  isWhole(): Promise<boolean>;
  markWhole(): Promise<void>;
}

/** The cases that a member of staff who does not see all of them may see. */
export interface CaseVisibility {
  /** Those assigned to this agent. */
  readonly agent: AgentId;
  /** All of these departments. */
  readonly departments: readonly string[];
  /** The unassigned cases of this department, which answers for cases without an owner. */
  readonly unassignedOf: string;
}

/** A query for every case of a tenant, in the order of deadlines, with some fields replaced. */
export function queryWith(tenant: string, changes: Partial<Omit<CaseQuery, 'tenant'>>): CaseQuery {
  return {
    tenant,
    visibility: null,
    codes: null,
    conversation: null,
    emailDigest: null,
    statuses: null,
    assignee: null,
    departments: null,
    accounts: null,
    kinds: null,
    priorities: null,
    locales: null,
    openedFrom: null,
    openedBefore: null,
    ratings: null,
    breached: null,
    labels: null,
    dueFrom: null,
    dueBefore: null,
    first: null,
    resolution: null,
    answered: null,
    waiting: null,
    proposed: null,
    tokens: [],
    order: 'due',
    after: null,
    limit: 50,
    ...changes,
  };
}
