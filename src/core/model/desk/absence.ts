import type { AgentId } from '../agent.ts';

/** Days on which somebody is away, and the deputy who gets their cases meanwhile. */
export interface Absence {
  readonly agent: AgentId;
  readonly deputy: AgentId;
  /** Milliseconds since 1970; it ends on its own at the first instant after `until`'s last day. */
  readonly since: number;
  readonly until: number;
}

/** How an absence affected a transfer. */
export interface TransferAndAbsence {
  /** The absent person whom the new assignee replaces; absent: nobody was replaced. */
  readonly insteadOf?: AgentId;
  /** The assignee is away, and was named on purpose; absent: they are there. */
  readonly isAway?: true;
}
