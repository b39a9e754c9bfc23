import type { RetentionReport, RetentionRule } from '../../core/model/rights/retention.ts';
import type { ClosedRequest, RightsRequest } from '../../core/model/rights/rightsRequest.ts';

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

/** What people asked of what is kept about them. */
export interface RightsList {
  /** The server's time, milliseconds since 1970. */
  readonly now: number;
  /** Open ones, the nearest deadline first, then closed ones, the newest first. */
  readonly requests: readonly RightsItem[];
}

/** A request with what was said about it; null: it cannot be read any more. */
export interface RightsItem extends Omit<RightsRequest, 'conversations' | 'opened' | 'closed'> {
  /** Number of conversations that it is about. */
  readonly conversations: number;
  readonly closed: Omit<ClosedRequest, 'revision'> | null;
  readonly identified: string | null;
  readonly answer: string | null;
}

/** The proof that the public log holds the answer, as a file; null: it does not yet, or is turned off. */
export interface RightsProof {
  readonly proof: string | null;
}
