import type { AgentId } from '../model/agent.ts';
import type { NotedReading } from './staffReadings.ts';

/** What an auditor may want to look at twice: read while nobody attends, or one of very many cases that somebody read that day. */
export type OddReading = 'closed' | 'many';

/** Different cases of one reader in a day from which on it is many: more than anybody answers. */
const manyCases = 40;

/**
 * Tells what is odd about a reading. It accuses nobody: there may be a good reason. `ofDay`: all readings of its day;
 * `isOpen`: whether the office attends at a time. Commands at the server are nobody's hours.
 */
export function createOddReadings(
  ofDay: readonly NotedReading[],
  isOpen: (at: number) => boolean,
): (reading: NotedReading) => readonly OddReading[] {
  const cases = new Map<AgentId, Set<string>>();
  for (const { by, code, what } of ofDay) {
    // Other cases of a person are listed with one that is opened: nobody chose them.
    if (by === null || code === null || what === 'related') continue;
    const own = cases.get(by) ?? new Set();
    cases.set(by, own.add(code));
  }
  return ({ by, at }) => {
    if (by === null) return [];
    const isMany = (cases.get(by)?.size ?? 0) >= manyCases;
    return [...(isOpen(at) ? [] : (['closed'] as const)), ...(isMany ? (['many'] as const) : [])];
  };
}
