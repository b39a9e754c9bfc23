import type { AgentId } from '../agent.ts';
import type { CaseCode } from '../case.ts';

/** A notification to staff about a case or services, with its reason; the recipients are looked up when it is sent. */
export interface Notification {
  readonly reason:
    | 'opened'
    | 'alert'
    | 'assigned'
    | 'transfer-taken'
    | 'transfer-returned'
    | 'mentioned'
    | 'citizen-wrote'
    | 'deadline'
    | 'breached'
    | 'glass-broken'
    | 'ticket-failed'
    | 'ticket-closed'
    | 'content-expires';
  /** About services: the document, or `content/` and the department whose services they are. */
  readonly case: CaseCode;
  readonly department: string;
  /** People notified by name, such as an assignee or somebody mentioned. */
  readonly agents: readonly AgentId[];
  /** Roles to notify: `agent`, `supervisor`, `area-head`, `communication-office`, `content-owner`. */
  readonly roles: readonly string[];
  /** By when something is due, milliseconds since 1970; null: nothing is. */
  readonly dueAt: number | null;
  /** The recipient stands in for this one, who is away; absent: they do not. */
  readonly insteadOf?: AgentId;
  /** Ids of the services that it is about; absent: it is about a case. */
  readonly services?: readonly string[];
}

/** A day on which a fact of a service expires, of which its owner is reminded once. */
export interface RemindedExpiry {
  /** Id of the service. */
  readonly entry: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

/** Of what the owners of services were reminded. */
export interface ContentRemindersRecord {
  readonly record: 'content-reminders';
  readonly shape: 1;
  readonly reminded: readonly RemindedExpiry[];
}

/** The owners of services were reminded. */
export interface ContentRemindedEvent {
  readonly type: 'content.reminded';
  readonly by: null;
  readonly reminded: readonly RemindedExpiry[];
}
