import type { Commit } from '../model/commit.ts';
import type { SideEffect } from '../model/event.ts';
/** Carries out one thing that a committed turn asked of the outside. Doing it again changes nothing. */
export type RunSideEffect = (sideEffect: SideEffect, commit: Commit) => Promise<void>;

/**
 * Carries out all that a commit asked for; one that fails keeps none of the others from being done.
 * @throws what the first one threw that failed
 */
export async function runAllSideEffects(
  runSideEffect: RunSideEffect,
  sideEffects: readonly SideEffect[],
  commit: Commit,
): Promise<void> {
  const faults: unknown[] = [];
  for (const sideEffect of sideEffects) {
    try {
      await runSideEffect(sideEffect, commit);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}
