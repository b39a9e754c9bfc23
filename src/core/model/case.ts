import type { AgentId } from './agent.ts';
import type { ContactChoice } from './contact/contact.ts';
import type { CaseTicket } from './desk/ticket.ts';
import type { Kind } from './kind.ts';
import type { Locale } from './locale.ts';

/** Readable code of a case, as the citizen receives it: eight letters and digits in two groups, `7KQ4-M2XB`. */
export type CaseCode = string;

export const casePriorities = ['urgent', 'high', 'normal', 'low'] as const;
export type CasePriority = (typeof casePriorities)[number];

export const caseCloseReasons = ['resolved', 'no-answer', 'duplicate', 'spam', 'not-ours'] as const;
export type CaseCloseReason = (typeof caseCloseReasons)[number];

/** When something is due in a case, and when it was met. */
export interface CaseDeadline {
  /** Name of the deadline in the protocol. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly dueAt: number;
  /** When it was met; null while it is open. */
  readonly metAt: number | null;
  /** Whether staff missed it. Set once, when the deadline passes. */
  readonly breached: boolean;
  /** When it began to count; left out in cases of older versions. */
  readonly since?: number;
  /** Whether staff missed the one that it stands for now, as where a person is asked for after a late answer. */
  readonly missedBefore?: true;
}

/** A pending escalation: who is notified when, unless the deadline is met before. */
export interface CaseEscalation {
  readonly at: number;
  readonly of: 'first' | 'resolution' | 'arrival';
  /** Fraction of the time that has passed by then. */
  readonly fraction: number;
  /** `agent`, `supervisor`, `area-head`, `communication-office`. */
  readonly roles: readonly string[];
}

export const sanctionKinds = ['removal', 'warning', 'block'] as const;
export type SanctionKind = (typeof sanctionKinds)[number];

/** Minimum number of characters in a reason that auditors read: a single word tells them nothing. */
export const minReasonLength = 10;

/** Whether a reason that auditors read is long enough. */
export const isReasonLongEnough = (text: string): boolean => [...text.trim()].length >= minReasonLength;

/** A sanction against a message or its author that a person has to confirm. */
export interface Proposal {
  /** Unique in its case: `1`, `2`, … */
  readonly id: string;
  readonly sanction: SanctionKind;
  /** Rule of the protocol, or the agent who proposed it. */
  readonly by: { readonly rule: string } | { readonly agent: AgentId };
  /** Condition for taking part that was broken, a name in the protocol; null where none is named. */
  readonly breaks: string | null;
  /** Revision of the commit that holds the message: its text, time and sender are the evidence. */
  readonly evidence: number;
  readonly decided: { readonly by: AgentId; readonly at: number; readonly accepted: boolean } | null;
}

/** What anybody may read of a case. */
interface PublishedFields {
  /** Revision of the commit with the description: as staff published it, or else as it was filed. */
  readonly revision: number;
  readonly description: boolean;
  readonly place: boolean;
  /** The addresses of its pictures. */
  readonly media: boolean;
}

/** What becomes of a suggestion that was received. */
export const suggestionOutcomes = ['studied', 'accepted', 'refused'] as const;
export type SuggestionOutcome = (typeof suggestionOutcomes)[number];

/** Who passed a case on to colleagues, until one of them takes it. */
export interface CaseTransfer {
  readonly by: AgentId;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of the commit that seals what they wrote for who receives it, if they did. */
  readonly revision: number;
  /** It went back to who had passed it on before: nobody waits to know that it was taken. */
  readonly isReturn?: true;
}

/** Where it is sealed what was told of a case in a flow. */
export interface CollectedReference {
  readonly flow: string;
  readonly revision: number;
  /** The slot with an e-mail address that its reader confirmed by a code. Absent: none, or they withdrew it. */
  readonly confirmed?: string;
}

/** A request that was escalated to staff: ids and decisions only, like everything in the state of a conversation. */
export interface CaseState extends ContactChoice {
  readonly code: CaseCode;
  readonly openedAt: number;
  /** Revision of the commit that opened it. */
  readonly openedBy: number;
  readonly kind: Kind;
  /** Rule of the protocol that applied, and the protocol's version. */
  readonly rule: string;
  readonly protocol: string;
  readonly department: string;
  /** The service that a report is plainly about, an entry's id: another one is another matter. Absent: none is plain. */
  readonly about?: string;
  readonly locale: Locale;
  readonly surface: 'private' | 'public';
  readonly priority: CasePriority;
  readonly tone: string;
  /** What the law makes of no answer, a name in the protocol. */
  readonly administrativeSilence: string;
  readonly status: 'open' | 'snoozed' | 'closed';
  readonly snoozedUntil: number | null;
  /** Who is responsible; null: nobody yet. */
  readonly assignee: AgentId | null;
  /** What was told in flows: the newest commit that holds it, by flow. Absent: nothing was. */
  readonly collected?: readonly CollectedReference[];
  readonly first: CaseDeadline | null;
  readonly resolution: CaseDeadline | null;
  /** Pending escalations in order of time; past ones are removed. */
  readonly escalations: readonly CaseEscalation[];
  /** Highest role that has been notified of the case, for the inbox. */
  readonly escalatedTo: string | null;
  /** When the citizen and staff last wrote, milliseconds since 1970; null: staff have not written. */
  readonly citizenAt: number;
  /** With whom it was left although they are away, and when; absent: with nobody. */
  readonly left?: { readonly agent: AgentId; readonly at: number };
  readonly staffAt: number | null;
  /** Who passed it on and is told when it is taken. Absent, null: nobody is. */
  readonly transferred?: CaseTransfer | null;
  readonly proposals: readonly Proposal[];
  readonly closed: { readonly at: number; readonly by: AgentId | null; readonly reason: CaseCloseReason } | null;
  /** Number of times that it was reopened. */
  readonly reopened: number;
  /** The case into which it was merged; null: none. */
  readonly mergedInto: CaseCode | null;
  /** 1 to 5, the citizen's rating; null: none yet. */
  readonly rating: number | null;
  /** Legal hold: what was written is needed in a procedure and must not be erased. Absent: there is none. */
  readonly hold?: { readonly by: AgentId; readonly since: number } | null;
  /**
   * Devices of the citizen that are told when staff answer: revisions of the commits that seal how each is reached, oldest
   * first. Absent: none.
   */
  readonly devices?: readonly number[];
  /** Who opened, from this case, cases that they may not normally see, and until when. Absent: nobody ever did. */
  readonly glass?: readonly { readonly by: AgentId; readonly until: number }[];
  /** The service of which a program filed it, a flow's id, and the id of the program's key. Absent: it came otherwise. */
  readonly filed?: { readonly service: string; readonly key: string };
  /** What anybody may read of it. Absent, null: that there is such a request, and its status. */
  readonly published?: PublishedFields | null;
  /** Revisions of the commits with notes on its status that anybody may read, oldest first. Absent: none. */
  readonly publicNotes?: readonly number[];
  /** What the council makes of a suggestion: revision of the commit with the reasons, and when. Absent: it was received. */
  readonly weighed?: { readonly outcome: SuggestionOutcome; readonly revision: number; readonly at: number };
  /** Labels that staff put on it, by id, sorted. Absent: none. */
  readonly labels?: readonly string[];
  /** What became of it in a ticket system of the city. Absent: it is in none. */
  readonly ticket?: CaseTicket;
}

/** Whether a sanction is proposed in a case and nobody has decided on it. */
export function isProposed({ proposals }: Pick<CaseState, 'proposals'>): boolean {
  return proposals.some(({ decided }) => decided === null);
}

/** Whether a legal procedure needs what was written in a case. */
export function isHeld({ hold }: Pick<CaseState, 'hold'>): boolean {
  return (hold ?? null) !== null;
}
