import type { Migration } from '../migrate.ts';

/**
 * Aftermaths stand in the outbox apart from the order of their conversation: each has a `due_at` of its own, and the
 * oldest of the others is told without them.
 */
export const sideEffectTasks: Migration = {
  version: 3,
  sql: 'ALTER TABLE outbox ADD COLUMN apart INTEGER NOT NULL DEFAULT 0 CHECK (apart IN (0, 1));',
};
