import type { Migration } from '../migrate.ts';

/** Notifications of staff, and their deliveries to other systems. */
export const notifications: Migration = {
  version: 2,
  sql: `
    CREATE TABLE notices (
      seq INTEGER PRIMARY KEY,
      tenant TEXT NOT NULL,
      person TEXT NOT NULL,
      id TEXT NOT NULL,
      at INTEGER NOT NULL,
      code TEXT NOT NULL,
      reason TEXT NOT NULL,
      department TEXT NOT NULL,
      due_at INTEGER,
      UNIQUE (tenant, person, id)
    ) STRICT;
    CREATE INDEX notices_of_person ON notices (tenant, person, seq);

    CREATE TABLE notice_deliveries (
      tenant TEXT NOT NULL,
      target TEXT NOT NULL,
      notice TEXT NOT NULL,
      code TEXT NOT NULL,
      reason TEXT NOT NULL,
      at INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      state TEXT NOT NULL,
      fault TEXT,
      PRIMARY KEY (tenant, target, notice)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX notice_deliveries_newest ON notice_deliveries (tenant, target, at);
  `,
};
