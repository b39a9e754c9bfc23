import type { Agent, AgentId } from '../model/agent.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { GivenAccess } from '../model/records.ts';

/** A one-time link by which somebody signs in to choose a password; only the hash of its token is stored. */
export interface StaffLink {
  readonly hash: string;
  /**
   * `first`: creates the first administrator. `operator`: proves who somebody is on the command line, and does not sign
   * anybody in.
   */
  readonly purpose: 'first' | 'invitation' | 'reset' | 'operator';
  /** Whom it is for; null for the first administrator, who is not in the directory yet. */
  readonly agent: AgentId | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The changeable fields of a person. */
export type AgentChange = Partial<Omit<Agent, 'id' | 'tenant' | 'email'>>;

/** The people who work for a council, and their one-time links. */
export interface StaffStore {
  /** In order of their names. */
  all(tenant: string): Promise<readonly Agent[]>;
  find(tenant: string, id: AgentId): Promise<Agent | null>;
  /** `email` in lower case. */
  findByEmail(tenant: string, email: string): Promise<Agent | null>;
  /** Adds a person; false when the id or the e-mail address is taken. */
  add(agent: Agent): Promise<boolean>;
  /** Changes the given fields only; null when nobody has this id. */
  change(tenant: string, id: AgentId, change: AgentChange): Promise<Agent | null>;
  /** Stores a link, replacing the person's earlier ones (null: the link for the first administrator). */
  putLink(tenant: string, link: StaffLink): Promise<void>;
  /** All links that were not used yet, also expired ones, in no particular order. */
  links(tenant: string): Promise<readonly StaffLink[]>;
  /** Removes a person's links. */
  dropLinks(tenant: string, agent: AgentId): Promise<void>;
  findLink(tenant: string, hash: string): Promise<StaffLink | null>;
  /** Removes a link and returns it to exactly one caller; null for all others. */
  takeLink(tenant: string, hash: string): Promise<StaffLink | null>;
  /** The database for passwords, second factors and sessions, in the form that the authentication library expects. */
  accounts(): Promise<unknown>;
  close(): Promise<void>;
}

/** What is known of accounts of staff where two people must do something. */
export interface FourEyes {
  /** All accounts that provably are one person's with this one, which is among them. */
  accountsOf(agent: AgentId): Promise<readonly AgentId[]>;
  /** The newest invitation or reset of an account; null: none is known. */
  accessOf(agent: AgentId): Promise<GivenAccess | null>;
}

/** Something that one person of staff keeps for themselves: a draft of a reply, a view of the cases. */
export interface PersonalRecord {
  readonly tenant: string;
  readonly person: AgentId;
  /** Unique among their records. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What `bytes` are sealed under, where they hold what concerns a citizen; null: they do not. */
  readonly seal: { readonly conversation: ConversationId; readonly keyId: string } | null;
  /** When it was kept, milliseconds since 1970. */
  readonly at: number;
}

/** Records of staff, each for one person. The last one that is put counts. */
export interface PersonalRecords {
  put(record: PersonalRecord): Promise<void>;
  get(tenant: string, person: AgentId, name: string): Promise<PersonalRecord | null>;
  /** Names of a person's records that begin with a text, in order, at most `limit`. */
  names(tenant: string, person: AgentId, beginning: string, limit: number): Promise<readonly string[]>;
  remove(tenant: string, person: AgentId, name: string): Promise<void>;
}
