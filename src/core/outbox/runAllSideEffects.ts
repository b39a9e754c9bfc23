import type { Commit } from '../model/commit.ts';
import type { SideEffect } from '../model/event.ts';
/** Runs one side effect of a committed turn. Idempotent. `isLast`: where it fails, its task becomes a dead letter. */
export type RunSideEffect = (sideEffect: SideEffect, commit: Commit, isLast?: boolean) => Promise<void>;

/**
 * Runs all side effects of a commit; a failing one does not keep the others from running.
 * @throws what the first failing one threw
 */
export async function runAllSideEffects(
  runSideEffect: RunSideEffect,
  sideEffects: readonly SideEffect[],
  commit: Commit,
  isLast = false,
): Promise<void> {
  const faults: unknown[] = [];
  for (const sideEffect of sideEffects) {
    try {
      await runSideEffect(sideEffect, commit, isLast);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}
