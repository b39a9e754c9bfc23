import type { Agent, AgentId, StaffDirectory } from '../core/model/agent.ts';
import type { StaffLink } from '../core/ports/staffStore.ts';
import type { PasswordFault, StaffAuth } from './auth.ts';
import type { Operators } from './operators.ts';

/** Who works for the council, as their colleagues change it; every change is in the journal. */
export interface Directory extends StaffDirectory {
  /** Lists somebody new. @throws {CodedError} `input.invalid` when the e-mail is listed already */
  add(newcomer: Newcomer, by: AgentId | null): Promise<Agent>;
  findByEmail(tenant: string, email: string): Promise<Agent | null>;
}

export type Newcomer = Pick<Agent, 'tenant' | 'name' | 'email' | 'roles' | 'departments' | 'locales'>;

/** A link that was just made. Its token is in nothing that is stored. */
export interface MadeLink {
  /** Secret: goes to one person, in the fragment of an address. */
  readonly token: string;
  readonly expiresAt: number;
}

/** What a link is for; `agent` null: it makes the first administrator. */
export interface OpenedLink {
  readonly purpose: Exclude<StaffLink['purpose'], 'operator'>;
  readonly agent: Agent | null;
}

/** One-time links by which people come in for the first time, or again when they have lost their password. */
export interface Invitations {
  /** A link for the first administrator; null when somebody is listed already. */
  first(): Promise<MadeLink | null>;
  invite(newcomer: Newcomer, by: AgentId | null): Promise<{ readonly agent: Agent; readonly link: MadeLink }>;
  /** A new link for somebody who is listed. Whatever let them in before ends when it is used. */
  reset(agent: Agent, by: AgentId | null): Promise<MadeLink>;
  /** What a token is for, without using it; null when it is not good (any more). */
  look(token: string): Promise<OpenedLink | null>;
  /**
   * Uses a token: once. `person` names the first administrator and is null for others. Answers what is wrong with the
   * password, or null when the token is not good.
   */
  accept(
    token: string,
    password: string,
    person: { readonly name: string; readonly email: string } | null,
  ): Promise<{ readonly agent: Agent } | { readonly fault: PasswordFault } | null>;
}

/** All that concerns those who work for the council. */
export interface Staff {
  readonly directory: Directory;
  readonly invitations: Invitations;
  readonly auth: StaffAuth;
  readonly operators: Operators;
}
