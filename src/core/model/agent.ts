import type { Locale } from './locale.ts';

/** Id of a person who works for the council; only the directory holds names. */
export type AgentId = string;

export const staffRoles = ['agent', 'supervisor', 'editor', 'administrator', 'auditor'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Roles that supervise others: they see all cases, and who read what. */
export const overseers: readonly StaffRole[] = ['supervisor', 'administrator', 'auditor'];

/** Somebody who answers people. */
export interface Agent {
  readonly id: AgentId;
  readonly tenant: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly StaffRole[];
  /** Ids of `dialogs/departments.yaml`. */
  readonly departments: readonly string[];
  readonly locales: readonly Locale[];
  readonly availability: 'available' | 'away';
  /** False once they may no longer sign in. */
  readonly active: boolean;
  /** Their ids on platforms that provide a staff inbox, by the name of the channel. */
  readonly platformIds: Readonly<Record<string, string>>;
}

/** Everybody who works for a council. */
export interface StaffDirectory {
  list(tenant: string): Promise<readonly Agent[]>;
  find(tenant: string, id: AgentId): Promise<Agent | null>;
  /** Who has this id on a platform; null: nobody in the directory. */
  findOnPlatform(tenant: string, channel: string, platformId: string): Promise<Agent | null>;
  change(
    tenant: string,
    id: AgentId,
    change: Partial<
      Pick<Agent, 'availability' | 'departments' | 'locales' | 'platformIds' | 'roles' | 'active' | 'name'>
    >,
    /** Who makes the change; null: the command line; absent: the person themself. */
    by?: AgentId | null,
  ): Promise<Agent>;
}
