import type { AgentId } from './agent.ts';
import type { Kind } from './kind.ts';
import type { Locale } from './locale.ts';

/** Readable code of a case, as the citizen gets it: eight letters and digits in two groups, `7KQ4-M2XB`. */
export type CaseCode = string;

export const casePriorities = ['urgent', 'high', 'normal', 'low'] as const;
export type CasePriority = (typeof casePriorities)[number];

export const caseCloseReasons = ['resolved', 'no-answer', 'duplicate', 'spam', 'not-ours'] as const;
export type CaseCloseReason = (typeof caseCloseReasons)[number];

/** By when something is due in a case, and how it was met. */
export interface CaseDeadline {
  /** Name of the deadline in the protocol. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly dueAt: number;
  /** When it was met; null while it is not. */
  readonly metAt: number | null;
  /** Whether staff were late: said once, when the term passed unmet. */
  readonly breached: boolean;
}

/** A rung of the ladder that is still to come: who is told when, unless the term is met before. */
export interface CaseEscalation {
  readonly at: number;
  readonly of: 'first' | 'resolution' | 'arrival';
  /** Part of the time that has passed then. */
  readonly fraction: number;
  /** `agent`, `supervisor`, `area-head`, `communication-office`. */
  readonly roles: readonly string[];
}

export const sanctionKinds = ['removal', 'warning', 'block'] as const;
export type SanctionKind = (typeof sanctionKinds)[number];

/** Letters that a reason to read other cases has at least: a word says nothing to whoever audits it. */
export const shortestGlassReason = 10;

/** Something against a message or its author that a person has to confirm. */
export interface Proposal {
  /** Unique in its case: `1`, `2`, … */
  readonly id: string;
  readonly sanction: SanctionKind;
  /** Rule of the protocol, or the agent who proposed it. */
  readonly by: { readonly rule: string } | { readonly agent: AgentId };
  /** Condition for taking part that was broken, a name of the protocol; null where none is named. */
  readonly breaks: string | null;
  /** Revision of the commit that holds the message: its text, time and sender are the evidence. */
  readonly evidence: number;
  readonly decided: { readonly by: AgentId; readonly at: number; readonly accepted: boolean } | null;
}

/** A matter that was escalated to staff: ids and decisions only, as everything in the state of a conversation. */
export interface CaseState {
  readonly code: CaseCode;
  readonly openedAt: number;
  /** Revision of the commit that opened it. */
  readonly openedBy: number;
  readonly kind: Kind;
  /** Rule of the protocol that applied, and its version. */
  readonly rule: string;
  readonly protocol: string;
  readonly department: string;
  readonly locale: Locale;
  readonly surface: 'private' | 'public';
  readonly priority: CasePriority;
  readonly tone: string;
  /** What silence means, a name of the protocol. */
  readonly administrativeSilence: string;
  readonly status: 'open' | 'snoozed' | 'closed';
  readonly snoozedUntil: number | null;
  /** Who is responsible; null: nobody yet. */
  readonly assignee: AgentId | null;
  readonly first: CaseDeadline | null;
  readonly resolution: CaseDeadline | null;
  /** In order of time; those that have been told are taken away. */
  readonly escalations: readonly CaseEscalation[];
  /** What has been told so far, by the farthest role: for the inbox. */
  readonly escalatedTo: string | null;
  /** When the citizen wrote last and when staff did, milliseconds since 1970; null: never since it was opened. */
  readonly citizenAt: number;
  readonly staffAt: number | null;
  readonly proposals: readonly Proposal[];
  readonly closed: { readonly at: number; readonly by: AgentId | null; readonly reason: CaseCloseReason } | null;
  /** Times that it was opened again. */
  readonly reopened: number;
  /** The case into which it was merged; null: none. */
  readonly mergedInto: CaseCode | null;
  /** 1 to 5, what the citizen said when asked; null: not (yet). */
  readonly rating: number | null;
  /** Who opened from here what belongs to cases that they may not see, and until when. Absent: nobody ever did. */
  readonly glass?: readonly { readonly by: AgentId; readonly until: number }[];
}

/**
 * The deadline by which a citizen is promised an answer: what every text that tells them of one is about. Null: nothing
 * is due.
 */
export function promised<Deadline>({
  first,
  resolution,
}: {
  first: Deadline | null;
  resolution: Deadline | null;
}): Deadline | null {
  return resolution ?? first;
}

/** When something is to be done with a case by itself, milliseconds since 1970; null: never. */
export function nextMoment(caseState: CaseState): number | null {
  if (caseState.status === 'closed') return null;
  const moments = [
    caseState.snoozedUntil,
    caseState.escalations[0]?.at ?? null,
    ...[caseState.first, caseState.resolution].map((deadline) =>
      deadline === null || deadline.metAt !== null || deadline.breached ? null : deadline.dueAt,
    ),
  ].filter((at) => at !== null);
  return moments.length === 0 ? null : Math.min(...moments);
}
