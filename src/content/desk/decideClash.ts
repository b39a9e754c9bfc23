import type { AgentId } from '../../core/model/agent.ts';
import type { ContentEvent } from '../../core/model/event.ts';
import type { ContentRecord } from '../../core/model/records.ts';

/** Clashes that somebody let be and that are known; older ones are said again. */
const clashesKept = 2_000;

/** Somebody looked at a clash and lets the question stand (`kept`), or wants it said again. */
export interface ClashStep {
  readonly type: 'clash';
  /** See `clashName`. */
  readonly clash: string;
  readonly kept: boolean;
  readonly by: AgentId;
}

/** Null where it is known already. */
export function decideClash(
  state: ContentRecord,
  { clash, kept, by }: ClashStep,
): { readonly events: readonly ContentEvent[]; readonly state: ContentRecord } | null {
  const before = state.keptClashes ?? [];
  if (before.includes(clash) === kept) return null;
  const others = before.filter((each) => each !== clash);
  return {
    events: [{ type: 'content.clash-settled', by, clash, kept }],
    state: { ...state, keptClashes: kept ? [clash, ...others].slice(0, clashesKept) : others },
  };
}
