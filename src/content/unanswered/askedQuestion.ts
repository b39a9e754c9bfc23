import type { AgentId } from '../../core/model/agent.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import { answerFaults } from '../../core/model/event.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { DocumentId } from '../../core/model/records.ts';
import type { Aspect } from '../../core/model/understanding.ts';

/**
 * Why a question waits for editors: the reasons of an unanswered one, and others. `outside`: it was taken to be none of
 * the council's business. `passed-on`: a case was opened for it at once. `staff-answered`: a person
 * answered it in a case. `low-rating`: the person rated what became of their case with 1 or 2 of 5.
 * `not-useful`: the person said so of the answer; `fault-…`: why.
 */
export const problems = [
  'unknown',
  'none-of-these',
  'out-of-date',
  'no-fact',
  'not-understood',
  'outside',
  'passed-on',
  'staff-answered',
  'low-rating',
  'not-useful',
  ...answerFaults.map((fault) => `fault-${fault}` as const),
] as const;

export type QuestionProblem = (typeof problems)[number];

/** What the bot made of a question at once. */
export type AskedOutcome =
  | { readonly kind: 'answered'; readonly entry: string }
  | { readonly kind: 'offered'; readonly entries: readonly string[] }
  | { readonly kind: 'unanswered' };

/** Names a question: it is derived from its conversation and revision. */
export type QuestionMark = string;

/** Names a cluster of questions that mean the same: the mark of its first one. */
export type ClusterId = QuestionMark;

/** A question as somebody asked it: ids, decisions and numbers, never its text. */
export interface KnownQuestion {
  readonly mark: QuestionMark;
  readonly conversation: ConversationId;
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly account: string;
  readonly locale: Locale;
  /** The same for the same words: a code that only this installation can derive. */
  readonly words: string;
  readonly cluster: ClusterId;
  /** Empty: it was asked again after its cluster was decided. */
  readonly problems: readonly QuestionProblem[];
  readonly outcome: AskedOutcome;
  /** The nearest entries, at most three. */
  readonly ranked: readonly { readonly entry: string; readonly confidence: number }[];
  /** The side of a service that it is surely about; null: none is sure. */
  readonly aspect: Aspect | 'exceptions' | null;
  /** Revision of the commit by which staff replied to it; null: none did. */
  readonly reply: number | null;
}

/** What editors do with a cluster. `open`: they took it back. */
const clusterUses = ['entry', 'new-entry', 'not-ours', 'ignored', 'open'] as const;

type ClusterUse = (typeof clusterUses)[number];

/** What became of a cluster. */
export interface KnownDecision {
  readonly cluster: ClusterId;
  readonly use: ClusterUse;
  /** The entry's document; null where there is none. */
  readonly document: DocumentId | null;
  readonly by: AgentId;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Revision of its record: the newest one counts. */
  readonly step: number;
  /** The release that brought it to citizens; null: none yet. */
  readonly release: { readonly number: number; readonly at: number } | null;
}

/** What is counted of an entry and aspect in one language on one day, in this order. */
export const measures = ['asked', 'given', 'offered', 'chosen', 'refused', 'escalated', 'useful', 'useless'] as const;

export type Measure = (typeof measures)[number];

/** Counts of one thing, by `measures`. */
export type Counts = Readonly<Record<Measure, number>>;

/** What is counted: an entry's aspect in one language. `entry` empty: all questions. */
export interface Counted {
  readonly entry: string;
  /** Empty: the whole of it. */
  readonly aspect: string;
  readonly locale: Locale;
}

export const noCounts: Counts = {
  asked: 0,
  given: 0,
  offered: 0,
  chosen: 0,
  refused: 0,
  escalated: 0,
  useful: 0,
  useless: 0,
};

/** Ids of entries as choices offer them. */
export function offeredEntries(offered: readonly string[]): readonly string[] {
  return offered.flatMap((value) => (value.startsWith('entry:') ? [value.slice('entry:'.length)] : []));
}
