import type { AgentId } from '../agent.ts';

/** Days on which somebody is away, and who gets meanwhile what would be given to them. */
export interface Absence {
  readonly agent: AgentId;
  readonly deputy: AgentId;
  /** Milliseconds since 1970; it ends by itself at the first instant after `until`'s last day. */
  readonly since: number;
  readonly until: number;
}

/** What a transfer has to do with somebody who is away. */
export interface TransferAndAbsence {
  /** Who gets the case stands in for this one; left out: nobody was replaced. */
  readonly insteadOf?: AgentId;
  /** Who gets the case is away, and was meant all the same; left out: they are there. */
  readonly isAway?: true;
}
