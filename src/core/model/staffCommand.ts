import type { AgentId } from './agent.ts';
import type { CaseCloseReason, CaseCode, CasePriority, SanctionKind, SuggestionOutcome } from './case.ts';
import type { ConversationId } from './conversation.ts';
import type { TicketStep } from './desk/ticket.ts';
import type { FileRef } from './message.ts';

/** A command of staff in a conversation. The texts in it are sealed, as a citizen's are. */
export type StaffCommand =
  /**
   * Takes the conversation over: from now on the bot is silent. Refused while somebody else has it. `answer`: for who passed
   * the case on.
   */
  | { readonly kind: 'take'; readonly answer?: string | undefined }
  /** Sends a reply to the citizen, which also takes the conversation over. */
  | { readonly kind: 'reply'; readonly text: string; readonly files: readonly FileRef[] }
  /** Gives an FAQ answer, by the id of its entry. */
  | { readonly kind: 'give-entry'; readonly entry: string }
  /** An internal note for colleagues. */
  | { readonly kind: 'note'; readonly text: string; readonly mentions: readonly AgentId[] }
  /** A note about the person, for everybody who attends them in any of their cases; it is erased with them. */
  | { readonly kind: 'contact-note'; readonly text: string }
  /** Takes such a note, the one of this revision, off the list. */
  | { readonly kind: 'remove-contact-note'; readonly note: number }
  /**
   * To a person, or to a department where nobody has it yet, or to nobody.
   * `ifAway` keep: the named person gets it although they are away, not their deputy. `comment`: an internal note for who
   * receives it.
   */
  | {
      readonly kind: 'assign';
      readonly to: { readonly agent: AgentId; readonly ifAway?: 'keep' } | { readonly department: string } | null;
      readonly comment?: string | undefined;
    }
  | { readonly kind: 'set-priority'; readonly priority: CasePriority }
  /** Puts labels on the case and takes others off, by id. */
  | { readonly kind: 'label'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'snooze'; readonly until: number }
  | {
      readonly kind: 'propose';
      readonly sanction: SanctionKind;
      readonly breaks: string | null;
      readonly evidence: number;
      readonly reason: string;
    }
  | { readonly kind: 'decide'; readonly proposal: string; readonly accept: boolean; readonly reason: string }
  /** Opens, for a limited time, the given cases of the person that this agent may not see. Auditors read the reason. */
  | { readonly kind: 'break-glass'; readonly reason: string; readonly cases: readonly CaseCode[] }
  /** What was written must not be erased as long as a procedure needs it; `lift-hold` ends that. */
  | { readonly kind: 'hold'; readonly reason: string }
  | { readonly kind: 'lift-hold'; readonly reason: string }
  /** Lets anybody read the description of a request, as it stands here, and its place and pictures if so wanted. */
  | { readonly kind: 'publish'; readonly text: string; readonly place: boolean; readonly media: boolean }
  /** Lets anybody read a note on the status of a request. */
  | { readonly kind: 'publish-note'; readonly text: string }
  /**
   * Says what the council makes of a suggestion, and why: to its author, and to everybody where the suggestion is public
   * (Llei 19/2014, art. 67.1: a reasoned reply is due).
   */
  | { readonly kind: 'weigh'; readonly outcome: SuggestionOutcome; readonly text: string }
  /** Takes back what was published: the note of this revision, or everything but notes. */
  | { readonly kind: 'unpublish'; readonly note: number | null }
  /** Hands the conversation back to the bot, which notifies the citizen. */
  | { readonly kind: 'hand-back' }
  | { readonly kind: 'close'; readonly reason: CaseCloseReason }
  | { readonly kind: 'reopen' }
  /** This case duplicates another one of the same person, in this conversation or in a linked one. */
  | { readonly kind: 'merge'; readonly into: CaseCode }
  /** Sends the case to its ticket system again. */
  | { readonly kind: 'send-ticket' }
  /** The case is in its ticket system, as somebody saw there. */
  | { readonly kind: 'settle-ticket'; readonly number: string }
  /** What the service itself does about the ticket of a case; nobody else may. */
  | { readonly kind: 'ticket'; readonly step: TicketStep };

/** What somebody wrote for colleagues in a command, about the case and not its person; null: nothing. */
export function internalNoteOf(command: StaffCommand): string | null {
  if (command.kind === 'note') return command.text;
  if (command.kind === 'assign') return command.comment ?? null;
  return command.kind === 'take' ? (command.answer ?? null) : null;
}

/** Most cases in which the same is done by one request. */
export const mostCasesAtOnce = 4_000;

/** A command with its author, its target and its idempotency key. */
export interface CommandEnvelope {
  /** Unique in its conversation: a command with a known id changes nothing. */
  readonly id: string;
  readonly tenant: string;
  readonly conversation: ConversationId;
  readonly case: CaseCode;
  readonly by: AgentId;
  readonly command: StaffCommand;
  /**
   * Newest revision that the agent had seen; null: it does not matter. A reply is refused (`case.moved`) when a
   * colleague has replied since.
   */
  readonly seen: number | null;
}

/** The result of a command, once it is durable. */
export interface CommandReceipt {
  /** Revision of the commit that contains it. */
  readonly revision: number;
  /** It was handled before, or there was nothing to do: nothing changed. */
  readonly duplicate: boolean;
}

/** A command of the service itself. */
export type OwnCommand = Omit<CommandEnvelope, 'by' | 'seen'>;
