import type { AgentId } from './agent.ts';
import type { Locale } from './locale.ts';

/** Days of the week, as attention hours name them. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekday = (typeof weekdays)[number];

/** A stretch of some days in which people attend, local time, `HH:MM`. */
export interface AttentionPeriod {
  readonly days: readonly Weekday[];
  readonly from: string;
  /** Later than `from`; `24:00` is the end of the day. */
  readonly until: string;
}

/** When people attend an account. */
export interface AttentionHours {
  readonly periods: readonly AttentionPeriod[];
  /** What counts instead in summer, from one day to another (`MM-DD`, both included); null: the same. */
  readonly summer: {
    readonly from: string;
    readonly until: string;
    readonly periods: readonly AttentionPeriod[];
  } | null;
}

/** How an account is set up: the city's own words and decisions, nothing of a person and no secret. */
export interface AccountDefinition {
  /** Unique in its tenant, for ever: the ids of its conversations derive from it. */
  readonly id: string;
  readonly channel: string;
  /** What people know it by. */
  readonly name: string;
  /** What part of the city it speaks for: an area, a project or a facility. */
  readonly area: string;
  /** Department that answers for it, an id. */
  readonly department: string;
  /** Languages that it speaks; the first one greets. */
  readonly languages: readonly [Locale, ...Locale[]];
  readonly hours: AttentionHours;
  /** Topics of the FAQ that it answers; null: all. */
  readonly topics: readonly string[] | null;
  /** What its profile says of it: at most 160 characters, the hours among them. */
  readonly description: string;
  /** Whether the other accounts point here for what they don't answer. */
  readonly main: boolean;
  /** Its public page; null: as the platform says. */
  readonly url: string | null;
  /** Messages that one conversation may send in one go, and every minute from then on; null: as the settings say. */
  readonly pace: { readonly burst: number; readonly perMinute: number } | null;
  /** Where each of its secrets is to be read, by name: `env:NAME` or `file:/path`. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The platform's own part, as its folder understands it (JSON). */
  readonly settings: unknown;
}

/** How far the life of an account has come. */
export const accountStates = ['requested', 'refused', 'approved', 'open', 'frozen', 'closed'] as const;

export type AccountState = (typeof accountStates)[number];

/** The state of an account's own conversation in the journal: each step of its life is a commit of it. */
export interface AccountRecord {
  readonly record: 'account';
  readonly shape: 1;
  readonly id: string;
  readonly state: AccountState;
  /** Milliseconds since 1970 from which it has been in this state. */
  readonly since: number;
  /** When it was opened for the first time; null while it never was. */
  readonly openedAt: number | null;
  /** Who wrote the definition that waits for approval, or was approved: somebody else approves it. */
  readonly writtenBy: readonly AgentId[];
  /** Null for the account that exists without a definition, as long as it has none. */
  readonly definition: AccountDefinition | null;
}

/** All accounts but one are frozen, and people are sent to that one. */
export interface Crisis {
  /** The account to which people are sent, its id. */
  readonly towards: string;
  /** What people are told besides, as the city wrote it; null: only where to go. */
  readonly message: string | null;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** The state of the one conversation of a tenant that says which accounts there are. */
export interface AccountRegister {
  readonly record: 'register';
  readonly shape: 1;
  /** Ids of all accounts of which something may be recorded. */
  readonly accounts: readonly string[];
  readonly crisis: Crisis | null;
  /** The last day on which people used an account (`YYYY-MM-DD`, UTC), by its id. */
  readonly active: Readonly<Record<string, string>>;
  /** The last day on which the log warned of accounts that nobody uses; null: never. */
  readonly warnedOn: string | null;
}
