/** The state of the record of a day's readings. */
export interface ReadingsRecord {
  readonly record: 'readings';
  readonly shape: 1;
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
}

/** What staff read of citizens: a case, a file, the snippets of a list or a search; or what they opened for a reason. */
export const readingKinds = ['case', 'file', 'list', 'search', 'glass', 'unanswered'] as const;
export type ReadingKind = (typeof readingKinds)[number];
