import type { Migration } from '../migrate.ts';

/** Renames the queue's dead letters. Journals from before hold events and states of other formats: they are refused. */
export const deadLetters: Migration = {
  version: 6,
  sql: 'ALTER TABLE buried RENAME TO dead_letters;',
};
