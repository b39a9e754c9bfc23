import type { AgentId } from './agent.ts';
import type { Locale } from './locale.ts';

/** Days of the week, as attention hours name them. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekday = (typeof weekdays)[number];

/** A period on some days of the week in which people attend, local time, `HH:MM`. */
export interface AttentionPeriod {
  readonly days: readonly Weekday[];
  readonly from: string;
  /** Later than `from`; `24:00` is the end of the day. */
  readonly until: string;
}

/** When people attend an account. */
export interface AttentionHours {
  readonly periods: readonly AttentionPeriod[];
  /** The hours that apply instead in summer, between two days (`MM-DD`, both included); null: the same hours. */
  readonly summer: {
    readonly from: string;
    readonly until: string;
    readonly periods: readonly AttentionPeriod[];
  } | null;
}

/** The configuration of an account: the city's own texts and decisions, without personal data or secrets. */
export interface AccountDefinition {
  /** Unique in its tenant, and permanent: the ids of its conversations derive from it. */
  readonly id: string;
  readonly channel: string;
  /** What people know it by. */
  readonly name: string;
  /** The part of the city that it speaks for: an area, a project or a facility. */
  readonly area: string;
  /** Id of the department responsible for it. */
  readonly department: string;
  /** Languages that it speaks; it greets in the first one. */
  readonly languages: readonly [Locale, ...Locale[]];
  readonly hours: AttentionHours;
  /** FAQ topics that it answers; null: all. */
  readonly topics: readonly string[] | null;
  /** Text of its public profile: at most 160 characters, including the hours. */
  readonly description: string;
  /** Whether the other accounts send people here for questions that they do not answer. */
  readonly main: boolean;
  /** Its public page; null: the platform's default. */
  readonly url: string | null;
  /**
   * Messages that one conversation may send in a burst, and per minute from then on; null: the default of the settings.
   */
  readonly pace: { readonly burst: number; readonly perMinute: number } | null;
  /** Where each of its secrets is read from, by name: `env:NAME` or `file:/path`. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Platform-specific settings, as the adapter understands them (JSON). */
  readonly settings: unknown;
}

/** The stages in the life of an account. */
export const accountStates = ['requested', 'refused', 'approved', 'open', 'frozen', 'closed'] as const;

export type AccountState = (typeof accountStates)[number];

/** The state of an account's own record in the journal: each step of its life is a commit. */
export interface AccountRecord {
  readonly record: 'account';
  readonly shape: 1;
  readonly id: string;
  readonly state: AccountState;
  /** Milliseconds since 1970 at which it entered this state. */
  readonly since: number;
  /** When it was first opened; null if it never was. */
  readonly openedAt: number | null;
  /** Who wrote the definition that waits for approval or was approved: somebody else must approve it. */
  readonly writtenBy: readonly AgentId[];
  /** Null for the default account as long as it has no definition. */
  readonly definition: AccountDefinition | null;
}

/** A crisis: all accounts but one are frozen and send people to that one. */
export interface Crisis {
  /** Id of the account to which people are sent. */
  readonly towards: string;
  /** Additional message for people, as the city wrote it; null: only where to go. */
  readonly message: string | null;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** The state of the register: the one record of a tenant that lists its accounts. */
export interface AccountRegister {
  readonly record: 'register';
  readonly shape: 1;
  /** Ids of all accounts that may have records. */
  readonly accounts: readonly string[];
  readonly crisis: Crisis | null;
  /** When the last crisis ended, milliseconds since 1970; absent: none since this is recorded. */
  readonly crisisEndedAt?: number;
  /** The last day on which people used each account (`YYYY-MM-DD`, UTC), by its id. */
  readonly active: Readonly<Record<string, string>>;
  /** The last day on which the log warned of unused accounts; null: never. */
  readonly warnedOn: string | null;
}

/** A step in the life of an account. */
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
  /** Records of these accounts may follow: written before the first of them. */
  | { readonly type: 'accounts.noted'; readonly accounts: readonly string[] }
  /** People used them on this day for the first time. */
  | { readonly type: 'accounts.active'; readonly accounts: readonly string[] }
  | { readonly type: 'accounts.warned'; readonly accounts: readonly string[] }
  | { readonly type: 'crisis.begun'; readonly towards: string; readonly by: AgentId }
  | { readonly type: 'crisis.ended'; readonly by: AgentId };
