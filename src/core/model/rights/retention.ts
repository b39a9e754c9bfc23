import type { CaseCloseReason } from '../case.ts';
import type { Kind } from '../kind.ts';
import type { Localised } from '../locale.ts';

/** A retention run is over. Counts only: each erasure is an event in its conversation. */
export interface RetentionEvent {
  readonly type: 'retention.run';
  readonly erased: number;
}

/** How long something is kept, in the town's calendar. */
export type RetentionTime =
  | { readonly unit: 'calendar-days'; readonly amount: number }
  | { readonly unit: 'months'; readonly amount: number };

/** One rule of how long something is kept, and which law or decision says so. */
export interface RetentionRule {
  readonly id: string;
  readonly keep: RetentionTime;
  readonly binding: 'law' | 'guide' | 'own';
  readonly cites: readonly string[];
  readonly say: Localised;
}

/** A rule for cases, which counts from their closing; the first that applies counts. */
interface CaseRetentionRule extends RetentionRule {
  /** Null: any. */
  readonly kinds: readonly Kind[] | null;
  readonly outcomes: readonly CaseCloseReason[] | null;
}

/** How long what people write is kept. */
export interface RetentionPolicy {
  /** Of a conversation, from its last message. */
  readonly conversation: RetentionRule;
  readonly cases: readonly CaseRetentionRule[];
}

/** What one run did, or would do. */
export interface RetentionCount {
  readonly rule: string;
  /** Stretches of conversations, each sealed under keys of its own. */
  readonly stretches: number;
  readonly cases: number;
}

export interface RetentionReport {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly conversations: number;
  readonly erased: readonly RetentionCount[];
  /** Whose time would be over but for an open case, a legal hold, or a restriction. */
  readonly kept: { readonly open: number; readonly held: number; readonly restricted: number };
  /** What could not be erased, and is tried again the next time. */
  readonly failed: number;
}

/** The retention's own record: its newest runs, the newest first. */
export interface RetentionRecord {
  readonly record: 'retention';
  readonly shape: 1;
  /** The town's day of the newest run, `YYYY-MM-DD`. */
  readonly day: string;
  readonly runs: readonly RetentionReport[];
}
