import type { AgentId } from '../agent.ts';
import type { DocumentId } from '../records.ts';

/**
 * An editor decided about a cluster of questions that had no good answer. With `use` `entry` or `new-entry` they let the
 * words of one of them, as they were shown, be used as a wording of the entry.
 */
export interface QuestionEvent {
  readonly type: 'question.decided';
  readonly by: AgentId | null;
  /** Names the cluster: it is derived from its first question. */
  readonly cluster: string;
  readonly use: 'entry' | 'new-entry' | 'not-ours' | 'ignored' | 'open';
  readonly document: DocumentId | null;
  /** The question whose words are used; null: none. */
  readonly question: string | null;
  /** Some questions of the cluster, by which it can be found again. */
  readonly questions: readonly string[];
}
