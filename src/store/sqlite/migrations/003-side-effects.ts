import type { Migration } from '../migrate.ts';

/**
 * Side effects are in the outbox outside the order of their conversation: each has its own `due_at`, and they do not
 * count when the oldest task is determined.
 */
export const sideEffectTasks: Migration = {
  version: 3,
  sql: 'ALTER TABLE outbox ADD COLUMN apart INTEGER NOT NULL DEFAULT 0 CHECK (apart IN (0, 1));',
};
