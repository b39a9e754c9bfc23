import type { AccountDefinition, AccountState, Crisis } from '../../core/model/accountRecord.ts';
import type { AgentId } from '../../core/model/agent.ts';
import type { Traffic } from '../../core/outbox/accountTraffic.ts';

/** A step that an administrator can take with an account as it is. */
export type AccountStepKind = 'approve' | 'refuse' | 'open' | 'change' | 'freeze' | 'unfreeze' | 'close' | 'request';

/** The health of an account in the process that answered. */
type AccountHealthView =
  | { readonly state: 'opening' }
  /** `since`: milliseconds since 1970. */
  | { readonly state: 'open'; readonly since: number }
  | { readonly state: 'failing'; readonly code: string; readonly message: string; readonly since: number };

/** Something about an account that its administrators should look at. */
type AccountWarning =
  /** Nobody wrote for six months; `since`: `YYYY-MM-DD`. */
  | { readonly kind: 'inactive'; readonly since: string }
  /** The content no longer has what its definition names. */
  | { readonly kind: 'department' | 'topic'; readonly id: string };

/** A channel account as the list shows it. */
export interface AccountSummary {
  readonly id: string;
  readonly channel: string;
  /** Null: the built-in web chat, as long as it has no definition. */
  readonly name: string | null;
  readonly area: string | null;
  readonly department: string | null;
  readonly main: boolean;
  readonly state: AccountState;
  /** Milliseconds since 1970; 0: from the beginning. */
  readonly since: number;
  /** Whether it only sends people elsewhere because of a crisis. */
  readonly isInCrisis: boolean;
  /** Null: it should not be open, or is open in other processes only. */
  readonly health: AccountHealthView | null;
  /** The last day on which people used it (`YYYY-MM-DD`, UTC); null: none is known. */
  readonly lastActive: string | null;
  readonly traffic: Traffic;
  /** Until when nothing is sent because it failed too often, and why; null: messages are sent. */
  readonly pause: { readonly until: number; readonly code: string } | null;
  /** Messages that wait to be sent, and those that could not be delivered. */
  readonly waiting: number;
  readonly deadLetters: number;
  readonly warnings: readonly AccountWarning[];
  /** What the reader may do with it now. */
  readonly steps: readonly AccountStepKind[];
  /** Whether the reader asked for it, or changed what was asked for, so that somebody else must approve it. */
  readonly isOwnRequest: boolean;
}

export interface AccountList {
  /** By id in alphabetical order. */
  readonly accounts: readonly AccountSummary[];
  readonly crisis: Crisis | null;
  /** When the process that answered started: health and pauses are as it sees them. */
  readonly seenSince: number;
  /** Names of the channels on which there can be accounts. */
  readonly channels: readonly string[];
  /** Topics of the content, in alphabetical order. */
  readonly topics: readonly string[];
}

/** One step of an account's life, newest first. */
interface AccountHistoryStep {
  readonly at: number;
  /** Types of its events, as `account.opened`. */
  readonly what: readonly string[];
  readonly by: AgentId | null;
  readonly reason: string | null;
}

/** Why an account is wanted. */
export interface AccountForm {
  readonly objectives: string;
  readonly audience: string;
  readonly content: string;
  readonly signedBy: string;
}

export interface ChannelAccountView extends AccountSummary {
  readonly definition: AccountDefinition | null;
  /** Null: none are known, or they were erased. */
  readonly people: { readonly owner: string; readonly administrators: readonly string[] } | null;
  readonly form: AccountForm | null;
  readonly history: readonly AccountHistoryStep[];
}

/** The secrets that a channel's accounts need. */
export interface ChannelForm {
  readonly channel: string;
  readonly secrets: readonly { readonly name: string; readonly optional: boolean }[];
}

/**
 * A definition as files have it (docs/accounts.md), with secrets that are entered now. References to secrets that the
 * account has already may stay; others are not accepted here.
 */
export interface GivenAccount {
  readonly definition: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** A mistake in what was given. */
export interface AccountProblem {
  /** Names joined by dots, as `hours.periods.0.until`. */
  readonly path: string;
  /** In English, for those who help. */
  readonly message: string;
}

/** Problems: nothing was saved. */
export type SavedAccount = { readonly problems: readonly AccountProblem[] };

/** Who an account is, as its platform says. */
export type AccountAnswer =
  | {
      readonly kind: 'good';
      readonly identity: { readonly id: string; readonly name: string; readonly profile: string | null };
    }
  | { readonly kind: 'failing'; readonly code: string; readonly message: string };

/** What administrators do with channel accounts. Each step is recorded in the journal with its author. */
export interface AccountAdministration {
  list(by: AgentId): Promise<AccountList>;
  /** @throws {CodedError} `account.unknown` */
  view(id: string, by: AgentId): Promise<ChannelAccountView>;
  channel(name: string): Promise<ChannelForm>;
  /** Asks for an account, or changes one. Throws as `Registry.take`. */
  save(kind: 'request' | 'change', given: GivenAccount, by: AgentId): Promise<SavedAccount>;
  /** Asks the platform who an account would be. Keeps nothing. */
  test(given: GivenAccount): Promise<AccountAnswer>;
  /** Asks the platform who an account is. */
  check(id: string): Promise<AccountAnswer>;
  /** Throws as `Registry.take`. */
  step(
    id: string,
    step: Exclude<AccountStepKind, 'request' | 'change'>,
    reason: string | null,
    by: AgentId,
  ): Promise<void>;
  beginCrisis(towards: string, message: string | null, reason: string, by: AgentId): Promise<void>;
  endCrisis(reason: string, by: AgentId): Promise<void>;
}

/** Messages that could not be delivered, without what they say. */
export interface UndeliveredMessages {
  /** How many there are, of which some may be left out. */
  readonly total: number;
  /** How many each account has. */
  readonly accounts: readonly { readonly id: string; readonly count: number }[];
  /** The oldest first. */
  readonly messages: readonly {
    readonly id: string;
    readonly account: string;
    /** Of the last failure. */
    readonly code: string;
    readonly attempts: number;
    /** When it was written, milliseconds since 1970. */
    readonly at: number;
    /** False: something else that the service had to do. */
    readonly isMessage: boolean;
  }[];
}
