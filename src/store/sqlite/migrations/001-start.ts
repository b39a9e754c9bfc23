import type { Migration } from '../migrate.ts';

/**
 * The first schema. Conversations are numbered, so that the indexes of the journal grow at their end instead of at
 * random positions: with 1.5 million commits that makes an append four times as fast. `outbox.due_at` is set for the
 * oldest task of a conversation only, and moved ahead while that is leased or waits for a retry.
 */
export const start: Migration = {
  version: 1,
  sql: `
    CREATE TABLE conversations (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE commits (
      seq INTEGER PRIMARY KEY,
      conversation INTEGER NOT NULL REFERENCES conversations (id),
      revision INTEGER NOT NULL,
      inbound_key TEXT NOT NULL,
      at INTEGER NOT NULL,
      tenant TEXT NOT NULL,
      account TEXT NOT NULL,
      key_id TEXT NOT NULL,
      state TEXT NOT NULL,
      events TEXT NOT NULL,
      outbox TEXT NOT NULL,
      commitments TEXT NOT NULL,
      sealed BLOB NOT NULL,
      UNIQUE (conversation, revision),
      UNIQUE (conversation, inbound_key)
    ) STRICT;

    CREATE TRIGGER commits_stay BEFORE UPDATE ON commits
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    CREATE TRIGGER commits_remain BEFORE DELETE ON commits
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

    CREATE TABLE outbox (
      conversation INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      task TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      leased INTEGER NOT NULL,
      due_at INTEGER,
      code TEXT,
      PRIMARY KEY (conversation, revision, ordinal),
      FOREIGN KEY (conversation, revision) REFERENCES commits (conversation, revision)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX outbox_due ON outbox (due_at) WHERE due_at IS NOT NULL;

    CREATE TABLE delivered (
      conversation INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      platform_id TEXT NOT NULL,
      PRIMARY KEY (conversation, revision, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE buried (
      seq INTEGER PRIMARY KEY,
      conversation INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      task TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      code TEXT NOT NULL,
      UNIQUE (conversation, revision, ordinal)
    ) STRICT;

    CREATE TABLE blobs (
      conversation TEXT NOT NULL,
      id TEXT NOT NULL,
      key_id TEXT NOT NULL,
      sealed BLOB NOT NULL,
      PRIMARY KEY (conversation, id)
    ) STRICT;

    CREATE TABLE knowledge (
      seq INTEGER PRIMARY KEY,
      version TEXT NOT NULL UNIQUE,
      saved_at INTEGER NOT NULL,
      content TEXT NOT NULL
    ) STRICT;

    CREATE TABLE heartbeat (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      beats INTEGER NOT NULL
    ) STRICT;
  `,
};
