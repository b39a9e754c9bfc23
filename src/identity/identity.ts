import type { Agent, AgentId, StaffDirectory } from '../core/model/agent.ts';
import type { Locale } from '../core/model/locale.ts';
import type { FourEyes, StaffLink } from '../core/ports/staffStore.ts';
import type { PasswordFault, StaffAuth } from './auth.ts';
import type { Operators } from './operators.ts';

/** The people who work for the council, and changes to them; every change is recorded in the journal. */
export interface Directory extends StaffDirectory {
  /** Adds a person. @throws {CodedError} `input.invalid` when the e-mail address is already listed */
  add(newcomer: Newcomer, by: AgentId | null): Promise<Agent>;
  findByEmail(tenant: string, email: string): Promise<Agent | null>;
}

export type Newcomer = Pick<Agent, 'tenant' | 'name' | 'email' | 'roles' | 'departments' | 'locales'>;

/** A link that was just created. Its token is stored nowhere. */
export interface MadeLink {
  /** Secret: goes to one person, in the fragment of an address. */
  readonly token: string;
  readonly expiresAt: number;
}

/** The purpose of a link; `agent` null: it creates the first administrator. */
export interface OpenedLink {
  readonly purpose: Exclude<StaffLink['purpose'], 'operator'>;
  readonly agent: Agent | null;
}

/** What the first administrator says of themselves; `locale`: the language in which they were asked. */
export interface FirstAdministrator {
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
}

/** One-time links by which people sign in for the first time, or again when they have lost their password. */
export interface Invitations {
  /** A link for the first administrator; null when somebody is already listed. */
  first(): Promise<MadeLink | null>;
  invite(newcomer: Newcomer, by: AgentId | null): Promise<{ readonly agent: Agent; readonly link: MadeLink }>;
  /** A new link for somebody who was invited, in place of the earlier one. */
  inviteAgain(agent: Agent, by: AgentId | null): Promise<MadeLink>;
  /** Makes an invitation invalid. */
  cancel(agent: Agent, by: AgentId | null): Promise<void>;
  /** Invitations that were not used, also expired ones. */
  pending(): Promise<readonly { readonly agent: AgentId; readonly expiresAt: number }[]>;
  /** When a person last signed in, milliseconds since 1970; null: never, as far as was recorded. */
  lastSignIn(agent: AgentId): Promise<number | null>;
  /** Records that an administrator removes the second factors of a person. */
  noteSecondFactorDropped(agent: Agent, by: AgentId): Promise<void>;
  /** A new link for a listed person. Using it ends their earlier credentials and sessions. */
  reset(agent: Agent, by: AgentId | null): Promise<MadeLink>;
  /** The purpose of a token, without using it up; null when it is not valid, or no longer. */
  look(token: string): Promise<OpenedLink | null>;
  /**
   * Uses a token, once. `person` describes the first administrator, who is in no list yet, and is null for others. Returns what is wrong with the
   * password, or null when the token is not valid.
   */
  accept(
    token: string,
    password: string,
    person: FirstAdministrator | null,
  ): Promise<{ readonly agent: Agent } | { readonly fault: PasswordFault } | null>;
}

/** Everything about the people who work for the council. */
export interface Staff {
  readonly directory: Directory;
  readonly invitations: Invitations;
  readonly auth: StaffAuth;
  readonly operators: Operators;
  readonly fourEyes: FourEyes;
}
