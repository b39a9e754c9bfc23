import type { AgentId } from '../agent.ts';

/** Citizens who may wait for an answer of one person, unless something else was set for them. */
export const usualCapacity = 5;
/** Most that may be set. */
export const mostCapacity = 30;

/** How many citizens may wait for an answer of a person before the service gives them no more cases. */
export interface Capacity {
  readonly agent: AgentId;
  /** 0: only emergencies are given to them. */
  readonly waiting: number;
}

export function capacityOf(capacities: readonly Capacity[], agent: AgentId): number {
  return capacities.find((each) => each.agent === agent)?.waiting ?? usualCapacity;
}
