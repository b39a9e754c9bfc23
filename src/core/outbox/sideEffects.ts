import type { Commit } from '../model/commit.ts';
import type { Effect } from '../model/event.ts';
/** Carries out one thing that a committed turn asked of the outside. Doing it again changes nothing. */
export type CarryOut = (effect: Effect, commit: Commit) => Promise<void>;

/**
 * Carries out all that a commit asked for; one that fails keeps none of the others from being done.
 * @throws what the first one threw that failed
 */
export async function carryOutAll(carryOut: CarryOut, effects: readonly Effect[], commit: Commit): Promise<void> {
  const faults: unknown[] = [];
  for (const effect of effects) {
    try {
      await carryOut(effect, commit);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}
