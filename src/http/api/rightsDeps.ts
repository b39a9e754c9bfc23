import type { RetentionPolicy, RetentionReport } from '../../core/model/rights/retention.ts';
import type { PersonalDataDesk } from '../../core/ports/rights/personalData.ts';
import type { RightsDesk } from '../../core/ports/rights/rightsDesk.ts';

/** What the page of the retention needs. */
export interface RetentionDeps {
  readonly isDaily: boolean;
  policy(): RetentionPolicy | null;
  /** What would be erased at a time. */
  preview(at: number, end: AbortSignal): Promise<RetentionReport | null>;
  runs(): Promise<readonly RetentionReport[]>;
}

/** What the desk for people's rights needs. */
export interface RightsDeps {
  readonly desk: RightsDesk;
  readonly openFile: PersonalDataDesk['openFile'];
  /** The proof that the public log holds the answer to a request; null: not yet, or it is off. */
  proofOf(id: string): Promise<string | null>;
}
