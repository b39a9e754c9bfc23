import type { AgentId } from './agent.ts';
import type { CaseCloseReason, CaseCode, CasePriority, SanctionKind } from './case.ts';
import type { ConversationId } from './conversation.ts';
import type { FileRef } from './message.ts';

/** What somebody of staff does in a conversation. The texts in it are sealed, as a citizen's are. */
export type StaffCommand =
  /** Takes the conversation over: the bot is silent from now on. Refused while somebody else serves. */
  | { readonly kind: 'take' }
  /** Says something to the citizen; whoever does so serves. */
  | { readonly kind: 'reply'; readonly text: string; readonly files: readonly FileRef[] }
  /** Gives an answer of the FAQ, an entry's id. */
  | { readonly kind: 'give-entry'; readonly entry: string }
  /** For colleagues only. */
  | { readonly kind: 'note'; readonly text: string; readonly mentions: readonly AgentId[] }
  /** To a person, or to a department where nobody has it yet. */
  | { readonly kind: 'assign'; readonly to: { readonly agent: AgentId } | { readonly department: string } | null }
  | { readonly kind: 'set-priority'; readonly priority: CasePriority }
  | { readonly kind: 'snooze'; readonly until: number }
  | {
      readonly kind: 'propose';
      readonly sanction: SanctionKind;
      readonly breaks: string | null;
      readonly evidence: number;
      readonly reason: string;
    }
  | { readonly kind: 'decide'; readonly proposal: string; readonly accept: boolean; readonly reason: string }
  /**
   * Opens for a while what the person said in cases that this agent may not see, codes of theirs. The reason is for whoever
   * audits it.
   */
  | { readonly kind: 'break-glass'; readonly reason: string; readonly cases: readonly CaseCode[] }
  /** The bot serves again, and says so. */
  | { readonly kind: 'hand-back' }
  | { readonly kind: 'close'; readonly reason: CaseCloseReason }
  | { readonly kind: 'reopen' }
  /** This case is the same matter as another one of the same person, in this conversation or in one that it is linked with. */
  | { readonly kind: 'merge'; readonly into: CaseCode };

/** A deed with who did it, where, and how often it may be said again. */
export interface CommandEnvelope {
  /** Unique in its conversation: whoever says it again changes nothing. */
  readonly id: string;
  readonly tenant: string;
  readonly conversation: ConversationId;
  readonly case: CaseCode;
  readonly by: AgentId;
  readonly command: StaffCommand;
  /**
   * Newest revision that the agent had before their eyes; null: it does not matter. A reply is refused
   * (`case.moved`) when a colleague has replied since.
   */
  readonly seen: number | null;
}

/** What became of a deed, once it is durable. */
export interface CommandReceipt {
  /** Revision of the commit that holds it. */
  readonly revision: number;
  /** It was done before, or there was nothing to do: nothing changed. */
  readonly duplicate: boolean;
}

/** A deed of the service itself. */
export type OwnCommand = Omit<CommandEnvelope, 'by' | 'seen'>;
