import type { Agent, StaffRole } from '../../core/model/agent.ts';
import type { Locale } from '../../core/model/locale.ts';

/** A web hook and its latest deliveries, newest first. */
export interface WebhookView {
  readonly id: string;
  readonly url: string;
  /** Reasons of the notifications that it receives. */
  readonly reasons: readonly string[];
  readonly deliveries: readonly {
    readonly id: string;
    readonly at: number;
    readonly reason: string;
    readonly state: 'waiting' | 'sent' | 'failed';
    readonly attempts: number;
    /** HTTP status of the newest response; null: there was none. */
    readonly status: number | null;
  }[];
}

export interface NewStaff {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly StaffRole[];
  readonly departments: readonly string[];
  readonly locales: readonly Locale[];
}

/** A person who was added, with the one-time link by which they choose a password. */
export interface Invited {
  readonly agent: Agent;
  /** Address to pass on to them. */
  readonly link: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}
