import type { DatabaseKind, Migration } from '../migrate.ts';

/**
 * What lists can be filtered by, in the order in which every list index ends: the index then suffices without the row.
 */
const filters = 'status, assignee, department, account, kind, breached';

/**
 * The first schema. Lists are sorted by `due_at` or `newest` (the time of the last change, negative), then by key; each
 * list walks along its index and reads only the rows that it shows.
 */
const start: Migration = {
  version: 1,
  sql: `
    CREATE TABLE cases (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      tenant TEXT NOT NULL,
      conversation TEXT NOT NULL,
      code TEXT NOT NULL,
      revision INTEGER NOT NULL,
      status TEXT NOT NULL,
      closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
      assignee TEXT,
      department TEXT NOT NULL,
      account TEXT NOT NULL,
      kind TEXT NOT NULL,
      breached INTEGER NOT NULL CHECK (breached IN (0, 1)),
      due_at INTEGER NOT NULL,
      newest INTEGER NOT NULL,
      next_at INTEGER,
      data TEXT NOT NULL,
      text TEXT NOT NULL,
      tokens TEXT NOT NULL
    ) STRICT;
    CREATE INDEX cases_due ON cases (tenant, closed, due_at, key, ${filters});
    CREATE INDEX cases_changed ON cases (tenant, newest, key, ${filters});
    CREATE INDEX cases_assignee ON cases (tenant, assignee, closed, due_at, key, status, department, account, kind, breached);
    CREATE INDEX cases_code ON cases (tenant, code);
    CREATE INDEX cases_conversation ON cases (conversation);
    CREATE INDEX cases_next ON cases (next_at, key) WHERE next_at IS NOT NULL;
    CREATE INDEX cases_load ON cases (tenant, assignee) WHERE status = 'open' AND assignee IS NOT NULL;

    CREATE TABLE case_tokens (
      word TEXT NOT NULL,
      case_id INTEGER NOT NULL,
      PRIMARY KEY (word, case_id)
    ) STRICT, WITHOUT ROWID;
  `,
};

/** Holds one row when the index was built from the whole journal. */
const whole: Migration = { version: 2, sql: 'CREATE TABLE whole (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;' };

/** Records of other projections, see `DerivedRecords`. */
const derived: Migration = {
  version: 3,
  sql: `
    CREATE TABLE derived (
      owner TEXT NOT NULL,
      name TEXT NOT NULL,
      revision INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (owner, name)
    ) STRICT;
  `,
};

/**
 * More to filter and sort by. Rows are made again from the journal, which also gives them the text of the matter instead of
 * the last words.
 */
const filtered: Migration = {
  version: 4,
  sql: `
    ALTER TABLE cases ADD COLUMN proposed INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE cases ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal';
    ALTER TABLE cases ADD COLUMN locale TEXT NOT NULL DEFAULT 'ca';
    ALTER TABLE cases ADD COLUMN opened_at INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE cases ADD COLUMN rating INTEGER;
    CREATE INDEX cases_opened ON cases (tenant, opened_at, key, ${filters});
    CREATE INDEX cases_proposed ON cases (tenant, due_at, key) WHERE proposed = 1;
    DELETE FROM whole;
  `,
};

/**
 * What figures of the work are counted from, and labels. The index `cases_facts` has all of it, so that counting reads no
 * row. Rows are made again from the journal.
 */
const counted: Migration = {
  version: 5,
  sql: `
    ALTER TABLE cases ADD COLUMN deadline_at INTEGER;
    ALTER TABLE cases ADD COLUMN first TEXT NOT NULL DEFAULT 'none';
    ALTER TABLE cases ADD COLUMN resolution TEXT NOT NULL DEFAULT 'none';
    ALTER TABLE cases ADD COLUMN first_ms INTEGER;
    ALTER TABLE cases ADD COLUMN resolution_ms INTEGER;
    ALTER TABLE cases ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE cases ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE cases ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';
    CREATE INDEX cases_facts ON cases (tenant, closed, opened_at, department, account, assignee, status, deadline_at,
      first, resolution, first_ms, resolution_ms, rating, answered, waiting);
    DELETE FROM whole;
  `,
};

/** Those that wait by priority and age. Replaced by the next one. */
const waitingLine: Migration = {
  version: 6,
  sql: 'CREATE INDEX cases_waiting ON cases (tenant, department, priority, opened_at) WHERE waiting = 1;',
};

/** Those that wait for somebody to take them, in the order of lists: a citizen's place is counted without reading a row. */
const lineByDue: Migration = {
  version: 7,
  sql: `
    DROP INDEX cases_waiting;
    CREATE INDEX cases_line ON cases (tenant, department, due_at, key, conversation, assignee, waiting)
      WHERE waiting = 1 AND assignee IS NULL;
  `,
};

/** By which cases of one person are found, where they confirmed an address. Rows are made again from the journal. */
const emails: Migration = {
  version: 8,
  sql: `
    ALTER TABLE cases ADD COLUMN email_digest TEXT;
    CREATE INDEX cases_email ON cases (tenant, email_digest) WHERE email_digest IS NOT NULL;
    DELETE FROM whole;
  `,
};

/**
 * The file of the case index; `FINC` in ASCII identifies it. It is separate from the journal's: it holds people's words
 * in clear, so it must never get into a backup, where erasing them would not reach.
 */
export const casesKind: DatabaseKind = {
  applicationId: 0x46494e43,
  migrations: [start, whole, derived, filtered, counted, waitingLine, lineByDue, emails],
};
