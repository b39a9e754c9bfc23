import type { AgentId } from '../agent.ts';
import type { CaseCode } from '../case.ts';

/** A notification to staff about a case, with its reason; the recipients are looked up when it is sent. */
export interface Notification {
  readonly reason:
    | 'opened'
    | 'alert'
    | 'assigned'
    | 'mentioned'
    | 'citizen-wrote'
    | 'deadline'
    | 'breached'
    | 'glass-broken'
    | 'ticket-failed'
    | 'ticket-closed';
  readonly case: CaseCode;
  readonly department: string;
  /** People notified by name, such as an assignee or somebody mentioned. */
  readonly agents: readonly AgentId[];
  /** Roles to notify: `agent`, `supervisor`, `area-head`, `communication-office`. */
  readonly roles: readonly string[];
  /** By when something is due, milliseconds since 1970; null: nothing is. */
  readonly dueAt: number | null;
  /** The recipient stands in for this one, who is away; left out: they do not. */
  readonly insteadOf?: AgentId;
}
