import type { AgentId } from './agent.ts';
import type { CaseCode, CaseState } from './case.ts';
import type { Locale } from './locale.ts';

/** Derived from account and platform conversation (HMAC), so that every process computes the same one. */
export type ConversationId = string;

/**
 * What the bot remembers of a conversation between turns. Ids and decisions only, never text, names or platform
 * ids, so that it may stay in clear beside the journal and be replayed.
 */
export interface ConversationState {
  /** Shape of this record; a reader that knows a later one upgrades it. */
  readonly shape: 1;
  /** Milliseconds since 1970 of the first turn. */
  readonly startedAt: number;
  /** Language of the conversation, and whether the person asked for it. */
  readonly language: { readonly locale: Locale; readonly explicit: boolean } | null;
  /** Whether the person has been told that this is an automatic assistant. */
  readonly introduced: boolean;
  /** Choice values on offer, in the order shown, so that "2" picks the second. */
  readonly offered: readonly string[];
  /** Questions in a row that the bot could not answer. */
  readonly unansweredInARow: number;
  /** Leaky bucket: messages not yet worked off, when that was true (milliseconds since 1970), and whether it was told. */
  readonly pace: { readonly backlog: number; readonly at: number; readonly warned: boolean };
  /** Matters that were escalated, the oldest first: all that are open, and the newest that are closed. */
  readonly cases: readonly CaseState[];
  /** The person who serves it, since when and in which case; null: the bot does. While one serves, the bot is silent. */
  readonly takeover: { readonly by: AgentId; readonly since: number; readonly case: CaseCode } | null;
  /** The case whose citizen is asked how it went; null: none. */
  readonly askedToRate: CaseCode | null;
  /** Confirmed breaches of the conditions by who writes here. */
  readonly breaches: number;
  /** The button that was pressed last, by its value, and when (milliseconds since 1970); null: something else came last. */
  readonly pressed: { readonly value: string; readonly at: number } | null;
  /** The album to which the last message belonged; null: none. */
  readonly album: string | null;
}

/** A state as it is now, also one that was stored when there was less to remember. */
export function upToDate(state: ConversationState): ConversationState {
  return { ...later, ...state };
}

const later = { cases: [], takeover: null, askedToRate: null, breaches: 0, pressed: null, album: null } as const;

export function newConversation(now: number): ConversationState {
  return {
    shape: 1,
    startedAt: now,
    language: null,
    introduced: false,
    offered: [],
    unansweredInARow: 0,
    pace: { backlog: 0, at: now, warned: false },
    ...later,
  };
}

/** The same state with a case of it as it is by now. */
export function withCase(state: ConversationState, caseState: CaseState): ConversationState {
  return { ...state, cases: state.cases.map((each) => (each.code === caseState.code ? caseState : each)) };
}
