import type { AgentId } from '../../model/agent.ts';
import type { ConversationId } from '../../model/conversation.ts';
import type { ErasedPerson, PersonalData, StatementKind } from '../../model/rights/personalData.ts';

/** Who exercises a right: the person, on a page; or staff on their behalf, with the reason, which is sealed. */
export interface RightsCaller {
  readonly by: AgentId | null;
  readonly reason: string | null;
  /** Unique in the conversation: a repeated request changes nothing. */
  readonly id: string;
}

/** What people may ask of what they wrote. A person is known by one of their conversations. */
export interface PersonalDataDesk {
  /** Everything that is kept; recorded when it is taken. `withNotes`: what staff wrote for each other, too. */
  collect(conversation: ConversationId, options?: { readonly withNotes: boolean }): Promise<PersonalData>;
  /** The bytes of a file; null when it was erased. */
  openFile(conversation: ConversationId, id: string): Promise<Uint8Array | null>;
  /** Records that everything was taken along. */
  noteExport(conversation: ConversationId, caller: RightsCaller): Promise<void>;
  /**
   * Erases all conversations of the person that are private, and checks that nothing is left.
   * @throws {CodedError} `case.held`
   */
  erase(conversation: ConversationId, caller: RightsCaller): Promise<ErasedPerson>;
  /** Adds what is right instead of something that was said, or why it should not be used. What was said stays. */
  state(conversation: ConversationId, kind: StatementKind, text: string, caller: RightsCaller): Promise<void>;
  /** Has what was written only kept, and not used. */
  restrict(conversation: ConversationId, caller: RightsCaller): Promise<void>;
  /** Lifts that. */
  unrestrict(conversation: ConversationId, caller: RightsCaller): Promise<void>;
}
