import type { Agent } from '../../core/model/agent.ts';
import type { AgentChange, StaffLink } from '../../core/ports/staffStore.ts';
import type { DatabaseKind } from './migrate.ts';

/** The schema of the directory's file. The library owns the tables of passwords and sessions: see `staff.ts`. */
export const staffKind: DatabaseKind = {
  applicationId: 0x46_6e_53_74,
  migrations: [
    {
      version: 1,
      sql: `
        CREATE TABLE staff (
          tenant TEXT NOT NULL, id TEXT NOT NULL, email TEXT NOT NULL, name TEXT NOT NULL, roles TEXT NOT NULL,
          departments TEXT NOT NULL, locales TEXT NOT NULL, availability TEXT NOT NULL, active INTEGER NOT NULL,
          platform_ids TEXT NOT NULL,
          PRIMARY KEY (tenant, id), UNIQUE (tenant, email)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE staff_link (
          tenant TEXT NOT NULL, hash TEXT NOT NULL, purpose TEXT NOT NULL, agent TEXT, expires_at INTEGER NOT NULL,
          PRIMARY KEY (tenant, hash)
        ) STRICT, WITHOUT ROWID;
      `,
    },
    {
      version: 2,
      // The directory's link to the journal and the keys: an older copy would let in people who lost access since.
      sql: `
        CREATE TABLE installation (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL) STRICT;
        CREATE TABLE seen (file TEXT PRIMARY KEY, mark INTEGER NOT NULL) STRICT;
        CREATE TABLE changed (one INTEGER PRIMARY KEY CHECK (one = 1), n INTEGER NOT NULL) STRICT;
        INSERT INTO changed VALUES (1, 0);
        CREATE TRIGGER staff_added AFTER INSERT ON staff BEGIN UPDATE changed SET n = n + 1; END;
        CREATE TRIGGER staff_changed AFTER UPDATE ON staff BEGIN UPDATE changed SET n = n + 1; END;
      `,
    },
  ],
};

/** Columns of the table `staff`, by the fields of an agent. */
const columns = {
  name: 'name',
  roles: 'roles',
  departments: 'departments',
  locales: 'locales',
  availability: 'availability',
  active: 'active',
  platformIds: 'platform_ids',
} as const satisfies Record<keyof AgentChange, string>;

type Value = string | number;

/** Columns and values of the changes. */
export function changedColumns(change: AgentChange): { readonly names: readonly string[]; readonly values: Value[] } {
  const given = (Object.keys(columns) as (keyof AgentChange)[]).filter((field) => change[field] !== undefined);
  return { names: given.map((field) => columns[field]), values: given.map((field) => toColumn(change[field])) };
}

export function agentToRow(agent: Agent): Value[] {
  const { tenant, id, email } = agent;
  const { values } = changedColumns(agent);
  return [tenant, id, email, ...values];
}

export const insertAgent = `INSERT INTO staff (tenant, id, email, ${Object.values(columns).join(', ')})
  VALUES (${Array(Object.keys(columns).length + 3)
    .fill('?')
    .join(', ')}) ON CONFLICT DO NOTHING`;

export function rowToAgent(row: Record<string, unknown>): Agent {
  const json = (name: string) => JSON.parse(String(row[name]));
  return {
    id: String(row.id),
    tenant: String(row.tenant),
    name: String(row.name),
    email: String(row.email),
    roles: json('roles'),
    departments: json('departments'),
    locales: json('locales'),
    availability: row.availability as Agent['availability'],
    active: row.active === 1,
    platformIds: json('platform_ids'),
  };
}

export function rowToLink(row: Record<string, unknown>): StaffLink {
  return {
    hash: String(row.hash),
    purpose: row.purpose as StaffLink['purpose'],
    agent: row.agent === null ? null : String(row.agent),
    expiresAt: Number(row.expires_at),
  };
}

function toColumn(value: unknown): Value {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return JSON.stringify(value);
}
