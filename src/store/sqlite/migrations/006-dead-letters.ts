import type { Migration } from '../migrate.ts';

/** The queue's dead letters under their name. Journals from before hold events and states of other shapes: they are refused. */
export const deadLetters: Migration = {
  version: 6,
  sql: 'ALTER TABLE buried RENAME TO dead_letters;',
};
