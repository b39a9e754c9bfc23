import type { AgentId } from '../model/agent.ts';
import type { ConversationId } from '../model/conversation.ts';

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
