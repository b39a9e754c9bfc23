import type { Agent, StaffRole } from '../../core/model/agent.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { StaffImportLine, StaffImportResult } from '../../identity/importStaff.ts';
import type { SentLink, StaffMember } from '../../identity/member.ts';

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
export interface Invited extends SentLink {
  readonly agent: Agent;
  readonly link: string;
}

/** What importing a table does, or did, by line. */
export interface StaffImport {
  readonly lines: readonly StaffImportLine[];
  /** What was done; empty where it was only checked. */
  readonly outcomes: readonly StaffImportResult[];
}

export type { SentLink, StaffImportLine, StaffImportResult, StaffMember };
