import type { AgentId } from '../agent.ts';

/** What an erasure was for: the person asked, staff did it for them, or its time was over. */
const erasureCauses = ['citizen', 'staff', 'retention'] as const;
export type ErasureCause = (typeof erasureCauses)[number];

/** Where a partial erasure ends: what is sealed under this key or a later one stays, from this revision on. */
export interface ErasureEnd {
  readonly key: string;
  readonly revision: number;
}

/** Content of a conversation was erased, up to a revision and including it. */
export interface ErasureEvent {
  readonly type: 'content.erased';
  /** The member of staff who did it; null: the person, or the retention. */
  readonly by: AgentId | null;
  readonly cause: ErasureCause;
  /** The rule of retention whose time was over; null for other causes. */
  readonly rule: string | null;
  readonly until: number;
}

/** What somebody did with a right of theirs, besides erasing. */
export type ExercisedRight = 'access' | 'correction' | 'objection' | 'restriction' | 'restriction-lifted';

/** A person, or staff (`by`) on their behalf, took along what is kept, or had it corrected or restricted. */
export interface RightEvent {
  readonly type: 'right.exercised';
  readonly by: AgentId | null;
  readonly right: ExercisedRight;
}
