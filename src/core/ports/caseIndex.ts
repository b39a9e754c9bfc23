import type { AgentId } from '../model/agent.ts';
import type { CaseCode, CaseState } from '../model/case.ts';
import type { ConversationId } from '../model/conversation.ts';

/**
 * A case as lists show it. Derived from the journal: it can be thrown away and made again. `text` and `tokens` are
 * personal and go when the person is erased.
 */
export interface CaseRow {
  readonly tenant: string;
  readonly account: string;
  readonly channel: string;
  readonly conversation: ConversationId;
  /** Of the commit from which this row was made: a row is only ever replaced by one of a higher revision. */
  readonly revision: number;
  readonly case: CaseState;
  /** The oldest key under which any of `text` and `tokens` is sealed: they go with it. Null: there is nothing, or nobody knows. */
  readonly keyId: string | null;
  /** Who serves the conversation; null: the bot. */
  readonly handledBy: AgentId | null;
  /** Beginning of what the citizen said last in it, at most 200 characters; empty once erased. */
  readonly text: string;
  /** Folded words of what its citizen and staff said in it, each once, for the full-text search; empty once erased. */
  readonly tokens: readonly string[];
  /** When something is to be done by itself (`nextMoment`); null: never. */
  readonly nextAt: number | null;
  readonly changedAt: number;
}

export interface CaseQuery {
  readonly tenant: string;
  /** For whose eyes; null: who sees all. */
  readonly visibility: CaseVisibility | null;
  /** All that are given must hold. */
  readonly codes: readonly CaseCode[] | null;
  readonly conversation: ConversationId | null;
  readonly statuses: readonly CaseState['status'][] | null;
  /** `nobody`: without an assignee. */
  readonly assignee: AgentId | 'nobody' | null;
  readonly departments: readonly string[] | null;
  readonly accounts: readonly string[] | null;
  readonly kinds: readonly string[] | null;
  /** Only those with a term that passed unmet. */
  readonly breached: boolean | null;
  /** Folded words that all must be found, the last one as a beginning. */
  readonly tokens: readonly string[];
  /** `due`: the nearest open term first; `changed`: the newest change first. */
  readonly order: 'due' | 'changed';
  /** Where the page before ended; null: the beginning. */
  readonly after: string | null;
  /** 1 to 200. */
  readonly limit: number;
}

/** Cases for lists, search, deadlines and statistics. Its store is derived: losing it costs a rebuild, never data. */
export interface CaseIndex {
  /** Puts rows in, each unless there is one of the same or a higher revision. */
  put(rows: readonly CaseRow[]): Promise<void>;
  find(
    query: CaseQuery,
  ): Promise<{ readonly rows: readonly CaseRow[]; readonly next: string | null; readonly total: number }>;
  byCode(tenant: string, code: CaseCode): Promise<CaseRow | null>;
  /** The row of a case of a conversation. */
  rowOf(conversation: ConversationId, code: CaseCode): Promise<CaseRow | null>;
  /** Rows whose `nextAt` has come, the earliest first. */
  due(now: number, limit: number): Promise<readonly CaseRow[]>;
  /** Open cases that each agent is responsible for. */
  load(tenant: string): Promise<ReadonlyMap<AgentId, number>>;
  /** Takes text and words of a conversation away. */
  forget(conversation: ConversationId): Promise<void>;
  /** Takes everything away, before it is made again; it is whole no more. */
  clear(): Promise<void>;
  /** Whether it was made from the whole journal once, and is kept up since. */
  isWhole(): Promise<boolean>;
  markWhole(): Promise<void>;
}

/** Whose cases somebody of staff may see who does not see all. */
export interface CaseVisibility {
  /** Those that this agent is responsible for. */
  readonly agent: AgentId;
  /** All of these departments. */
  readonly departments: readonly string[];
  /** Of this department those that nobody has yet: it answers for what nobody else does. */
  readonly unassignedOf: string;
}

/** A query that asks for every case of a tenant, in the order of deadlines; what matters is put in its place. */
export function queryWith(tenant: string, changes: Partial<Omit<CaseQuery, 'tenant'>>): CaseQuery {
  return {
    tenant,
    visibility: null,
    codes: null,
    conversation: null,
    statuses: null,
    assignee: null,
    departments: null,
    accounts: null,
    kinds: null,
    breached: null,
    tokens: [],
    order: 'due',
    after: null,
    limit: 50,
    ...changes,
  };
}
