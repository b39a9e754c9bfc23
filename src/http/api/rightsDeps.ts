import type { RetentionPolicy, RetentionReport } from '../../core/model/rights/retention.ts';

/** What the page of the retention needs. */
export interface RetentionDeps {
  readonly isDaily: boolean;
  policy(): RetentionPolicy | null;
  /** What would be erased at a time. */
  preview(at: number, end: AbortSignal): Promise<RetentionReport | null>;
  runs(): Promise<readonly RetentionReport[]>;
}
