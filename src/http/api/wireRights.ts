import type { RetentionReport, RetentionRule } from '../../core/model/rights/retention.ts';

/** How long what people write is kept, and what the newest nights erased. */
export interface RetentionView {
  /** Null: nothing is erased unless somebody asks for it. */
  readonly rules: readonly Pick<RetentionRule, 'id' | 'say' | 'cites' | 'binding'>[] | null;
  /** Whether it is erased every night. */
  readonly isDaily: boolean;
  /** Newest first. */
  readonly runs: readonly RetentionReport[];
}

/** What would be erased by a day, `YYYY-MM-DD` where the town is. */
export interface RetentionPreview {
  readonly day: string;
  readonly report: RetentionReport | null;
}
