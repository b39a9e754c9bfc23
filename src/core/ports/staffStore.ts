import type { Agent, AgentId } from '../model/agent.ts';

/** A one-time link that lets somebody in to choose a password; only the hash of its token is kept. */
export interface StaffLink {
  readonly hash: string;
  /** `first`: makes the first administrator. `operator`: proves who somebody is on the command line, and lets nobody in. */
  readonly purpose: 'first' | 'invitation' | 'reset' | 'operator';
  /** Whom it is for; null for the first administrator, who is not listed yet. */
  readonly agent: AgentId | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What may change of somebody. */
export type AgentChange = Partial<Omit<Agent, 'id' | 'tenant' | 'email'>>;

/** Who works for a council, and the links that let them in. */
export interface StaffStore {
  /** In order of their names. */
  all(tenant: string): Promise<readonly Agent[]>;
  find(tenant: string, id: AgentId): Promise<Agent | null>;
  /** `email` in lower case. */
  findByEmail(tenant: string, email: string): Promise<Agent | null>;
  /** Lists somebody; false when the id or the e-mail is taken. */
  add(agent: Agent): Promise<boolean>;
  /** Changes what is given and leaves the rest; null when nobody has this id. */
  change(tenant: string, id: AgentId, change: AgentChange): Promise<Agent | null>;
  /** Keeps a link, instead of those that the same person had (null: the one for the first administrator). */
  putLink(tenant: string, link: StaffLink): Promise<void>;
  findLink(tenant: string, hash: string): Promise<StaffLink | null>;
  /** Takes a link away and gives it to exactly one caller; null for all others. */
  takeLink(tenant: string, hash: string): Promise<StaffLink | null>;
  /** The place for passwords, second factors and sessions, as the library that keeps them takes it. */
  accounts(): Promise<unknown>;
  close(): Promise<void>;
}
