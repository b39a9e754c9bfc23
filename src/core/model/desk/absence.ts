import type { AgentId } from '../agent.ts';

/** Days on which somebody is away, and who gets meanwhile what would be given to them. */
export interface Absence {
  readonly agent: AgentId;
  readonly deputy: AgentId;
  /** Milliseconds since 1970; it ends by itself at the first instant after `until`'s last day. */
  readonly since: number;
  readonly until: number;
}
